package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that gives part of a secret as the id of a copy: it goes into no token, handle or message. */
class SecretIdTest {
    private enum Service {
        ALIBABA(AlibabaEcsSimulator.ACCESS_KEY_SECRET, "{\"RequestId\":\"r\",\"ImageId\":\"ID\"}"),
        HUAWEI(HuaweiImsSimulator.SECRET_KEY, "{\"job_id\":\"ID\"}"),
        YANDEX(YandexDesktopSimulator.IAM_TOKEN, "{\"id\":\"ID\",\"done\":false}");

        private final String secret;
        private final String answer;

        Service(String secret, String answer) {
            this.secret = secret;
            this.answer = answer;
        }

        Throwable copied(String id, boolean async) {
            ManualTimeSource time = new ManualTimeSource();
            return switch (this) {
                case ALIBABA ->
                    copied(
                            AlibabaEcsSimulator.inProcess(time),
                            id,
                            async,
                            time,
                            service -> Clouds.alibaba(time)
                                    .transport(service.transport())
                                    .build(),
                            Clouds.alibabaCopy());
                case HUAWEI ->
                    copied(
                            HuaweiImsSimulator.inProcess(time),
                            id,
                            async,
                            time,
                            service -> Clouds.huawei(time)
                                    .transport(service.transport())
                                    .build(),
                            Clouds.huaweiCopy());
                case YANDEX ->
                    copied(
                            YandexDesktopSimulator.inProcess(time),
                            id,
                            async,
                            time,
                            service -> Clouds.yandex(time)
                                    .transport(service.transport())
                                    .build(),
                            Clouds.yandexCopy());
            };
        }

        private <R, T> Throwable copied(
                Simulator simulator,
                String id,
                boolean async,
                ManualTimeSource time,
                Function<Simulator, ImageCopyClient<R, T>> made,
                R copy) {
            try (simulator;
                    ImageCopyClient<R, T> client = made.apply(simulator)) {
                simulator.failNext(Fault.status(200)
                        .body("application/json", answer.replace("ID", id))
                        .on("copyImage")
                        .times(100));
                Throwable thrown = catchThrowable(() -> {
                    if (async) {
                        time.runUntilDone(client.copyImageAsync(copy)).get();
                    } else {
                        client.copyImage(copy);
                    }
                });
                return thrown instanceof ExecutionException ended ? ended.getCause() : thrown;
            }
        }
    }

    static Stream<Arguments> ids() {
        return Stream.of(Service.values()).flatMap(service -> forms(service.secret).stream()
                .flatMap(id -> Stream.of(false, true).map(async -> Arguments.of(service, id, async))));
    }

    private static List<String> forms(String secret) {
        return List.of(
                secret,
                secret.toUpperCase(Locale.ROOT),
                secret.substring(0, 18),
                "x-" + secret,
                base64(secret.getBytes(StandardCharsets.UTF_8)),
                base64(base64(secret.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)),
                base64(HexFormat.of()
                        .formatHex(secret.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)),
                base64(("%"
                                + HexFormat.ofDelimiter("%")
                                        .formatHex(secret.substring(0, 20).getBytes(StandardCharsets.UTF_8)))
                        .getBytes(StandardCharsets.UTF_8)),
                base64(secret.getBytes(StandardCharsets.UTF_16LE)),
                String.join(".", secret.substring(0, 20).split("")));
    }

    private static String base64(byte[] bytes) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return encoded.substring(0, Math.min(encoded.length(), 128)); // as long as an id may be
    }

    @Tag("FAULT-99")
    @ParameterizedTest
    @MethodSource("ids")
    void copyImage_whenItsIdIsASecret_isAmbiguousAndShowsNone(Service service, String id, boolean async) {
        Throwable unknown = service.copied(id, async);

        assertThat(unknown).isInstanceOf(AmbiguousOutcomeException.class).hasMessageNotContaining(id);
        assertThat(unknown.toString()).doesNotContain(id);
        assertThat(((AmbiguousOutcomeException) unknown)
                        .resumeToken()
                        .map(SecretIdTest::decoded)
                        .orElse(""))
                .doesNotContain(id);
    }

    private static String decoded(ResumeToken token) {
        return new String(
                Base64.getUrlDecoder().decode(token.value().substring("v1.".length())), StandardCharsets.UTF_8);
    }
}
