package dev.imagecopy.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import dev.imagecopy.cli.plan.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors use says the same as the parser. */
class PlanSchemaTest {
    private static final Path SCHEMA = Path.of("src/main/resources/dev/imagecopy/cli/plan/plan.schema.json");
    private static final Path EVERY_KEY = Path.of("src/test/resources/dev/imagecopy/cli/plan/every-key.yaml");

    /** With {@code -Dplan.schema.write=true}, the schema is written. */
    @Test
    void schema_isThatOfThePlansShape() throws IOException {
        String made = new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(PlanSchema.of(PlanShape.PLAN))
                        .replace("\r\n", "\n")
                + "\n";
        if (Boolean.getBoolean("plan.schema.write")) {
            Files.createDirectories(SCHEMA.getParent());
            Files.writeString(SCHEMA, made);
        }

        assertThat(Files.readString(SCHEMA).replace("\r\n", "\n")).isEqualTo(made);
    }

    @Test
    void keysOfTheSchema_areThoseOfTheParser() throws IOException {
        Set<String> keys = new TreeSet<>();
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(keys::add));

        assertThat(keys).containsExactlyInAnyOrderElementsOf(PlanFile.known(PlanShape.PLAN));
    }

    @Test
    void everyKey_isInThePlanWithEveryKey_whichIsRight() {
        Set<String> written = new TreeSet<>();
        keys(
                YamlReader.read(SamplePlans.content(EVERY_KEY).getBytes(UTF_8))
                        .root()
                        .orElseThrow(),
                written);

        assertThat(written).containsAll(PlanFile.known(PlanShape.PLAN));
        assertThat(SamplePlans.violations(SamplePlans.content(EVERY_KEY))).isEmpty();
    }

    static Stream<Path> plans() {
        return Stream.concat(SamplePlans.examples(), Stream.of(EVERY_KEY));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void schema_acceptsWhatTheParserAccepts(Path plan) {
        assertThat(validate(SamplePlans.content(plan))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 2",
                "versions: 1",
                "name: [a]",
                "limits: {inRun: 0}",
                "limits: {inRegion: {aws: 1}}",
                "policies: {verify: yes}",
                "policies: {deadline: 90}",
                "policies: {onFailure: halt}",
                "images: []",
                "accounts: {}",
                "accounts: {a: {cloud: aws}}",
                "accounts: {a: {cloud: alibaba}}",
                "accounts: {a: {cloud: alibaba, region: r, token: t}}",
                "defaults: {imageId: a}",
                "defaults: {alibaba: {cmkId: a}}",
                "images: [{name: a}]",
                "images: [{name: a, targets: [{}]}]",
                "images: [{name: a, targets: [{account: a, tags: [b]}]}]"
            })
    void schema_refusesWhatTheParserRefuses(String line) {
        String key = line.substring(0, line.indexOf(':'));
        String plan = SamplePlans.LEAST.replaceAll("(?m)^" + key + ":.*\n([ -].*\n)*", "") + line + "\n";

        assertThat(validate(plan)).isNotEmpty();
        assertThat(SamplePlans.violations(plan)).isNotEmpty();
    }

    private static Set<ValidationMessage> validate(String plan) {
        try {
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(Files.readString(SCHEMA));
            return schema.validate(
                    json(YamlReader.read(plan.getBytes(UTF_8)).root().orElseThrow()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void keys(YamlNode node, Set<String> keys) {
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> {
                keys.add(entry.key().value());
                keys(entry.value(), keys);
            });
        } else if (node instanceof Sequence sequence) {
            sequence.items().forEach(item -> keys(item, keys));
        }
    }

    /** What an editor that reads YAML 1.2 makes of a document. */
    private static JsonNode json(YamlNode node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof Mapping mapping) {
            ObjectNode object = factory.objectNode();
            mapping.entries().forEach(entry -> object.set(entry.key().value(), json(entry.value())));
            return object;
        }
        if (node instanceof Sequence sequence) {
            ArrayNode array = factory.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        Text text = (Text) node;
        if (text.isNothing()) {
            return factory.nullNode();
        }
        if (!text.quoted() && text.value().matches("true|false")) {
            return factory.booleanNode(Boolean.parseBoolean(text.value()));
        }
        if (!text.quoted() && text.value().matches("-?[0-9]+")) {
            return factory.numberNode(Long.parseLong(text.value()));
        }
        return !text.quoted() && text.value().matches("-?[0-9]+\\.[0-9]+")
                ? factory.numberNode(Double.parseDouble(text.value()))
                : factory.textNode(text.value());
    }
}
