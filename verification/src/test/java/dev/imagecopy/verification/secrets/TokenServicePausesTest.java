package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** While a service that issues keys or tokens fails, each cloud's copy asks it when it wants, and not once the copy has ended. */
@Timeout(120)
class TokenServicePausesTest {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnc2ln";

    /** Where the credentials of a test come from. */
    private enum Source {
        ALIBABA_ROLE(CanaryCloud.ALIBABA),
        HUAWEI_AGENCY(CanaryCloud.HUAWEI),
        HUAWEI_ID_TOKEN(CanaryCloud.HUAWEI),
        YANDEX_KEY(CanaryCloud.YANDEX);

        private final CanaryCloud cloud;

        Source(CanaryCloud cloud) {
            this.cloud = cloud;
        }

        private Map<String, String> variables(Path tokenFile) {
            String file = tokenFile.toString();
            return switch (this) {
                case ALIBABA_ROLE ->
                    Map.of(
                            "ALIBABA_CLOUD_ROLE_ARN",
                            "acs:ram::1:role/x",
                            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
                            "acs:ram::1:oidc-provider/y",
                            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                            file);
                case HUAWEI_AGENCY ->
                    Map.of(
                            "HW_ACCESS_KEY",
                            "HST3ABCDEFGHIJKLMNOP",
                            "HW_SECRET_KEY",
                            "abcDEFGHIJ0123456789abcdefghijABCDEFGHIJ",
                            "HW_ASSUME_ROLE_AGENCY_NAME",
                            "agency",
                            "HW_ASSUME_ROLE_DOMAIN_NAME",
                            "domain",
                            "HW_PROJECT_ID",
                            "0123456789abcdef0123456789abcdef");
                case HUAWEI_ID_TOKEN ->
                    Map.of(
                            "HUAWEICLOUD_SDK_IDP_ID",
                            "idp",
                            "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
                            file,
                            "HUAWEICLOUD_SDK_PROJECT_ID",
                            "0123456789abcdef0123456789abcdef");
                case YANDEX_KEY -> Map.of("YC_SA_JSON_CREDENTIALS", SampleKey.JSON);
            };
        }

        private Object request() {
            return switch (cloud) {
                case ALIBABA -> Clouds.alibabaCopy();
                case HUAWEI -> Clouds.huaweiCopy();
                default -> Clouds.yandexCopy();
            };
        }
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final List<Long> askedAt = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    static Stream<Arguments> refusals() {
        return Stream.of(Source.values()).flatMap(source -> Stream.of(503, 429)
                .flatMap(status -> Stream.of(false, true).map(async -> Arguments.of(source, status, async))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void copy_whileTheTokenServiceFails_asksWhenItWantsAndEndsInTime(Source source, int status, boolean async)
            throws IOException {
        FakeTransport transport = new FakeTransport(time).otherwise(request -> refusal(status));

        Throwable failure = failure(source, transport, async);
        time.advance(Duration.ofMinutes(1));

        assertThat(failure).isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                .isTrue());
        assertThat(askedAt).hasSize(2);
        assertThat(askedAt.get(1)).isBetween(3000L, 5000L);
    }

    private HttpResponse refusal(int status) {
        askedAt.add(Duration.between(ManualTimeSource.START, time.now()).toMillis());
        return new HttpResponse(
                status,
                HttpHeaders.builder()
                        .set("Content-Type", "application/json")
                        .set("Retry-After", "3")
                        .build(),
                "{\"message\":\"busy\"}".getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private Throwable failure(Source source, FakeTransport transport, boolean async) throws IOException {
        Path token = Files.writeString(home.resolve("token"), TOKEN);
        ClientBuilder<?> builder = source.cloud.lookingAt(
                new CredentialLookup(name -> null, new ListedSettings(source.variables(token)), home));
        builder.transport(transport);
        builder.timeSource(time);
        builder.callTimeout(Duration.ofSeconds(5));
        try (ImageCopyClient<Object, ?> client = (ImageCopyClient<Object, ?>) source.cloud.build(builder)) {
            return async
                    ? ended(client.copyImageAsync(source.request()))
                    : catchThrowable(() -> client.copyImage(source.request()));
        }
    }

    /** Lets the pauses between attempts pass, but not the deadline, after 5 s or 2 s: other threads are at work. */
    private Throwable ended(CompletableFuture<?> copy) {
        while (!copy.isDone()) {
            boolean pauses = time.nextTaskIn()
                    .map(Duration::toMillis)
                    .filter(next -> next < 1500 || (next > 2500 && next < 4000))
                    .isPresent();
            if (!pauses || !time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }
        return catchThrowable(copy::join).getCause();
    }
}
