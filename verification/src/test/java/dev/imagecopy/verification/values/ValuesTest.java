package dev.imagecopy.verification.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.servicefabric.model.FileVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request, query, result, snapshot and event is a value: compared, shown, written as JSON and read back. */
class ValuesTest {
    private static final ObjectMapper PLAIN =
            new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());

    static List<Class<?>> values() {
        return PublicTypes.values();
    }

    static Stream<Class<?>> asked() {
        return values().stream()
                .filter(type -> type.getPackageName().endsWith(".model"))
                .filter(type -> type.getSimpleName().matches(".*(Request|Query)"));
    }

    /** What is made of plain members only: no error, and no result or request of a type that JSON does not name. */
    static Stream<Class<?>> plain() {
        return values().stream().filter(type -> type != OperationSnapshot.class).filter(type -> Stream.of(
                        type.getRecordComponents())
                .map(component -> component.getGenericType().getTypeName())
                .noneMatch(name -> name.contains("Exception")
                        || name.contains("Throwable")
                        || name.contains("OperationSnapshot")
                        || name.contains("CopyJob")
                        || name.contains("FleetSubmission$Refusal")
                        || name.endsWith("CopyRequest")));
    }

    @Test
    void everyModel_isARecordAnEnumOrAPathOrBuildsOne() {
        assertThat(PublicTypes.all())
                .filteredOn(type -> type.getPackageName().matches(".*\\.(model|event)"))
                .filteredOn(type -> !type.isRecord()
                        && !type.isEnum()
                        && !type.getSimpleName().equals("Builder"))
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("ImageStorePath", "SdkListener");
        assertThat(asked()).allMatch(Samples::isChecked);
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_madeOfTheSame_areEqual(Class<?> type) {
        Object one = Samples.of(type);
        Object other = Samples.of(type);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo("another");
        assertThat(one).hasToString(other.toString());
        assertThat(one.toString()).startsWith(type == FileVersion.class ? "" : type.getSimpleName());
    }

    /** A result that told its request would not be equal to the same result told again. */
    @ParameterizedTest
    @MethodSource("values")
    void models_haveNoRequestId(Class<?> type) {
        if (type.getPackageName().endsWith(".model")) {
            assertThat(type.getRecordComponents())
                    .extracting(RecordComponent::getName)
                    .doesNotContain("requestId");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_haveNoMemberForASecret(Class<?> type) {
        assertThat(type.getRecordComponents())
                .extracting(component -> component.getGenericType().getTypeName())
                .noneMatch(name -> name.matches(".*(Secret|Credentials|HttpHeaders|char\\[]).*"));
    }

    @Test
    void callOptions_areEqual_andShowNoHeader() {
        CallOptions options = CallOptions.builder()
                .header("X-Tenant", "hush")
                .idempotencyKey("key-1")
                .build();

        assertThat(options)
                .isEqualTo(options.toBuilder().build())
                .hasSameHashCodeAs(options.toBuilder().build());
        assertThat(options.toString()).contains("key-1", "X-Tenant").doesNotContain("hush");
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_areWrittenByAPlainMapper_memberByMember(Class<?> type) {
        JsonNode written = PLAIN.valueToTree(Samples.of(type));

        assertThat(written.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("plain")
    void values_areReadBackByAPlainMapper(Class<?> type) throws IOException {
        Object value = Samples.of(type);

        assertThat((Object) PLAIN.readValue(PLAIN.writeValueAsBytes(value), type))
                .isEqualTo(value);
    }

    /** As Jackson 3 does unless it is told otherwise, for example in Spring Boot 4. */
    @ParameterizedTest
    @MethodSource("asked")
    void requests_areReadWithoutTheirBooleans_byAMapperThatTakesNoNullForAPrimitive(Class<?> type) throws IOException {
        ObjectNode request = PLAIN.valueToTree(Samples.of(type));
        Stream.of(type.getRecordComponents())
                .filter(component -> component.getType() == boolean.class)
                .forEach(component -> request.remove(component.getName()));
        if (request.has("remoteDestination")) {
            request.put("remoteDestination", "CalcApp\\v2"); // the sample's needs one of the booleans
        }
        ObjectMapper strict = PLAIN.copy().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

        Object read = strict.treeToValue(request, type);

        assertThat(read).isInstanceOf(type);
    }

    @ParameterizedTest
    @MethodSource("asked")
    void requests_startABuilderWithAllThatTheySay(Class<?> type) throws ReflectiveOperationException {
        Object request = Samples.of(type);
        Object builder = type.getMethod("toBuilder").invoke(request);

        assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(request);
    }

    /** Whatever is empty or left out is as if it had not been set. */
    @ParameterizedTest
    @MethodSource("asked")
    void requests_areReadWithoutWhatMayBeMissing(Class<?> type) throws IOException {
        ObjectNode all = PLAIN.valueToTree(Samples.of(type));
        ObjectNode nulls = all.deepCopy();
        ObjectNode required = all.deepCopy();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != String.class
                    && !(type.getSimpleName().contains("Update")
                            && component.getName().equals("name"))
                    && !component.getName().equals("reservedDestinationAllowed")) {
                nulls.putNull(component.getName());
                required.remove(component.getName());
            }
        }

        Object read = PLAIN.treeToValue(required, type);
        assertThat((Object) PLAIN.treeToValue(nulls, type)).isEqualTo(read);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == String.class) {
                ObjectNode without = required.deepCopy();
                without.remove(component.getName());
                assertThatThrownBy(() -> PLAIN.treeToValue(without, type))
                        .isInstanceOf(ValueInstantiationException.class)
                        .hasMessageContaining(component.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("asked")
    void requests_areReadThroughTheirChecks(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String member = component.getGenericType().getTypeName();
            if (!member.endsWith("String") && !member.equals(Optional.class.getName() + "<java.lang.String>")) {
                continue;
            }
            ObjectNode bad = PLAIN.valueToTree(Samples.of(type));
            bad.put(component.getName(), "a\u0007b");
            assertThatThrownBy(() -> PLAIN.treeToValue(bad, type))
                    .as(component.getName())
                    .isInstanceOf(ValueInstantiationException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(component.getName());
        }
    }
}
