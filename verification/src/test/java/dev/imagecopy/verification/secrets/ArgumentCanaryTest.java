package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.auth.AlibabaRole;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ClientCertificate;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.secrets.CanaryCloud.Twin;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A secret in every argument of the builders and of what makes credentials, one at a time, in each wrong form. The methods come
 * from the classes themselves.
 *
 * <p>Of the arguments of a call only the values of headers are secret. The texts of its request, its idempotency key and the names
 * of its headers are not: tokens, stores, events and messages contain them, so that people and later processes find the copy.
 */
@EnabledOnOs({OS.LINUX, OS.MAC}) // paths that are wrong there are right elsewhere
class ArgumentCanaryTest {
    /** Builders, and what makes credentials and trust. */
    static final Map<CanaryCloud, List<Class<?>>> MAKERS = Map.of(
            CanaryCloud.ALIBABA,
            List.of(
                    AlibabaEcsClient.Builder.class,
                    AlibabaCredentials.class,
                    AlibabaCredentialsProviders.class,
                    AlibabaRole.class,
                    AlibabaRole.Builder.class),
            CanaryCloud.HUAWEI,
            List.of(HuaweiImsClient.Builder.class, HuaweiCredentials.class, HuaweiCredentialsProviders.class),
            CanaryCloud.YANDEX,
            List.of(YandexDesktopClient.Builder.class, YandexCredentials.class, YandexCredentialsProviders.class),
            CanaryCloud.SERVICE_FABRIC,
            List.of(
                    ServiceFabricClient.Builder.class,
                    ServiceFabricCredentials.class,
                    ClientCertificate.class,
                    ServerTrust.class));

    private final ManualTimeSource time = new ManualTimeSource();

    static Stream<Arguments> arguments() {
        return Stream.of(CanaryCloud.values())
                .flatMap(cloud -> MAKERS.get(cloud).stream().flatMap(maker -> Stream.of(maker.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                        .flatMap(method -> IntStream.range(0, method.getParameterCount())
                                .filter(index -> canHoldText(method, index))
                                .mapToObj(index -> Arguments.of(cloud, maker, method, index)))));
    }

    @ParameterizedTest(name = "{0} {2} [{3}]")
    @MethodSource("arguments")
    void argument_thatIsASecret_isNeverShown(CanaryCloud cloud, Class<?> maker, Method method, int index) {
        int tried = 0;
        for (Canary canary : Canary.all()) {
            Object wrong = wrong(method.getParameterTypes()[index], canary);
            if (wrong != null) {
                tried++;
                for (Twin twin : List.of(Twin.BLOCKING, Twin.ASYNCHRONOUS)) {
                    String said = Overheard.of(ear -> use(cloud, maker, method, index, wrong, twin, ear));
                    assertThat(canary.isIn(said))
                            .as("%s in %s, %s: %s", canary, method, twin, said)
                            .isFalse();
                }
            }
        }
        assertThat(tried).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void valueOfAHeaderOfACall_isNeverShown(CanaryCloud cloud) {
        for (Canary canary : Canary.all()) {
            for (Twin twin : List.of(Twin.BLOCKING, Twin.ASYNCHRONOUS)) {
                for (Function<HttpRequest, HttpResponse> answer :
                        List.<Function<HttpRequest, HttpResponse>>of(CanaryCloud::yes, CanaryCloud::no)) {
                    String said = Overheard.of(ear -> {
                        CallOptions options = CallOptions.builder()
                                .header("X-Sample", canary.value())
                                .build();
                        ear.hear("options", options);
                        ClientBuilder<?> builder =
                                cloud.builder().timeSource(time).transport(new FakeTransport(time).otherwise(answer));
                        cloud.copy(builder, options, twin, time, ear);
                    });

                    assertThat(said).containsAnyOf("\noperation: ", "\nthrown: ", "value of header X-Sample");
                    assertThat(canary.isIn(said))
                            .as("%s, %s: %s", canary, twin, said)
                            .isFalse();
                }
            }
        }
    }

    private void use(
            CanaryCloud cloud, Class<?> maker, Method method, int index, Object wrong, Twin twin, Overheard ear)
            throws Exception {
        ClientBuilder<?> builder =
                cloud.builder().timeSource(time).transport(new FakeTransport(time).otherwise(CanaryCloud::yes));
        Object receiver = Modifier.isStatic(method.getModifiers())
                ? null
                : ClientBuilder.class.isAssignableFrom(maker) ? builder : sample(maker);
        Object[] given = Stream.of(method.getParameterTypes())
                .map(ArgumentCanaryTest::sample)
                .toArray();
        given[index] = wrong;
        Object made;
        try {
            made = method.invoke(receiver, given);
        } catch (InvocationTargetException e) {
            ear.hear("refused", e.getCause());
            return;
        }
        if (made instanceof AlibabaRole.Builder role) {
            made = role.build();
        }
        ear.hear("made", made);
        if (made instanceof AlibabaRole role) {
            made = AlibabaCredentialsProviders.assumeRole(
                    CredentialsSource.of((AlibabaCredentials) sample(AlibabaCredentials.class)), role);
        }
        if (!(made instanceof ClientBuilder<?>)) {
            give(builder, made);
        }
        cloud.copy(builder, twin, time, ear);
    }

    /** Lets a client work with what was made, if it takes such. */
    private static void give(ClientBuilder<?> builder, Object made) throws ReflectiveOperationException {
        for (Method taker : builder.getClass().getMethods()) {
            boolean takes = List.of("credentials", "serverTrust").contains(taker.getName())
                    && taker.getParameterCount() == 1
                    && taker.getParameterTypes()[0].isInstance(made);
            if (takes) {
                taker.invoke(builder, made);
            }
        }
    }

    /** Types whose values are no text; whoever adds an argument of another type says here whether it can hold a secret. */
    private static boolean canHoldText(Method method, int index) {
        Class<?> type = method.getParameterTypes()[index];
        boolean text = isText(type);
        boolean plain = type.isPrimitive()
                || type.isEnum()
                || type == Duration.class
                || type == Instant.class
                || type == Object.class
                || type.getName().startsWith("dev.imagecopy.")
                || type.getName().startsWith("java.util.concurrent.");
        assertThat(text || plain)
                .as("a sample for argument %s of %s", index, method)
                .isTrue();
        return text;
    }

    /** Whether a value of a type is a text, or leads to one. */
    static boolean isText(Class<?> type) {
        return Stream.of(
                        String.class,
                        String[].class,
                        URI.class,
                        URI[].class,
                        Path.class,
                        Secret.class,
                        char[].class,
                        Optional.class,
                        Supplier.class)
                .anyMatch(type::equals);
    }

    /** The canary as a value of a type, null where the type itself cannot be made of it. */
    private static @Nullable Object wrong(Class<?> type, Canary canary) {
        try {
            if (type == URI.class || type == URI[].class) {
                URI address = URI.create(canary.value());
                return type == URI.class ? address : new URI[] {address};
            }
            if (type == String[].class) {
                return new String[] {canary.value()};
            }
            if (type == Path.class) {
                return Path.of(canary.value());
            }
            if (type == Secret.class) {
                return Secret.of(canary.value());
            }
            if (type == char[].class) {
                return canary.value().toCharArray();
            }
            if (type == Optional.class) {
                return Optional.of(canary.value());
            }
            return type == Supplier.class ? (Supplier<String>) canary::value : canary.value();
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static Object sample(Class<?> type) {
        List<Object> samples = new ArrayList<>(List.of(
                "sample-text-0123456789",
                URI.create("https://sample.example"),
                Path.of("no-such-file"),
                Optional.empty(),
                Duration.ofMinutes(20),
                Instant.parse("2026-01-01T01:00:00Z"),
                Secret.of("a secret of the builder's, long enough for all")));
        samples.add(AlibabaCredentials.accessKey("id", "sample-secret-0123456789"));
        samples.add(HuaweiCredentials.accessKey("KEY", "sample-secret-0123456789"));
        samples.add(YandexCredentials.iamToken("t1.sample.token-0123456789"));
        samples.add(ServiceFabricCredentials.none());
        samples.add(ServerTrust.system());
        samples.add(AlibabaRole.builder("acs:ram::1:role/copier"));
        samples.add(AlibabaRole.builder("acs:ram::1:role/copier").build());
        samples.add(CredentialsSource.of(AlibabaCredentials.accessKey("id", "sample-secret-0123456789")));
        samples.add(CredentialsProvider.of(AlibabaCredentials.accessKey("id", "sample-secret-0123456789")));
        samples.add(new char[] {'p'});
        samples.add(new String[0]);
        samples.add(new URI[0]);
        samples.add((Supplier<String>) () -> "sample-text-0123456789");
        return samples.stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + type));
    }
}
