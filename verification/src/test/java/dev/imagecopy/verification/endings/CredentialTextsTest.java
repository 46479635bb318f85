package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when there are no credentials, or none that are of use: at once, in one trace, with what to do. */
@SuppressWarnings("NullAway") // a supplier that returns null is the point
class CredentialTextsTest {
    private static final Instant PAST = ManualTimeSource.START.minus(Duration.ofMinutes(1));

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(request -> {
        throw new TransportException(
                "nobody is there", SendPhase.NOT_SENT, ErrorContext.none(true), new ConnectException("no"));
    });
    private final @Nullable String home = System.getProperty("user.home");

    @AfterEach
    void restore() {
        System.setProperty("user.home", String.valueOf(home));
    }

    /** What both kinds of a copy end with. */
    private static <R, T> List<Throwable> failures(ImageCopyClient<R, T> client, R request) {
        try (client) {
            Throwable blocking = catchThrowable(() -> client.copyImage(request));
            Throwable async =
                    catchThrowable(() -> client.copyImageAsync(request).join());
            return List.of(blocking, async instanceof CompletionException ? async.getCause() : async);
        }
    }

    private ServiceFabricClient.Builder fabric() {
        return ServiceFabricClient.builder()
                .endpoint(URI.create("https://cluster.test:19080"))
                .timeSource(time)
                .transport(transport);
    }

    private static String jwt(Instant end) {
        String claims = "{\"exp\":" + end.getEpochSecond() + "}";
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl";
    }

    private void assertRefused(List<Throwable> failures, String... words) {
        for (Throwable failure : failures) {
            assertThat(failure)
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isFalse())
                    .hasMessageContainingAll(words);
            assertThat(failure.getSuppressed()).isEmpty();
        }
    }

    @Test
    void copyImage_withCredentialsWhoseEndHasPassed_sendsNothing() {
        assertRefused(
                failures(
                        Clouds.alibaba(time)
                                .credentials(AlibabaCredentials.sts("STS.id", "a-long-secret", "token", PAST))
                                .transport(transport)
                                .build(),
                        Clouds.alibabaCopy()),
                "ended at " + PAST);
        assertRefused(
                failures(
                        Clouds.huawei(time)
                                .credentials(HuaweiCredentials.temporary("AK", "a-long-secret", "token", PAST))
                                .transport(transport)
                                .build(),
                        Clouds.huaweiCopy()),
                "ended at " + PAST);
        assertRefused(
                failures(
                        Clouds.huawei(time)
                                .credentials(HuaweiCredentials.token("token", PAST))
                                .transport(transport)
                                .build(),
                        Clouds.huaweiCopy()),
                "ended at " + PAST);
        assertRefused(
                failures(
                        Clouds.yandex(time)
                                .credentials(YandexCredentials.iamToken("t1.a.b", PAST))
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy()),
                "ended at " + PAST);
        assertRefused(
                failures(
                        fabric().credentials(ServiceFabricCredentials.bearer(jwt(PAST)))
                                .build(),
                        Clouds.fabricCopy().build()),
                "ended at " + PAST);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void copyImage_withoutAnyCredentials_saysShortlyWhatToSet(@TempDir Path empty) {
        System.setProperty("user.home", empty.toString());
        assertRefused(
                failures(
                        Clouds.alibaba(time)
                                .credentials(AlibabaCredentialsProviders.defaultChain())
                                .transport(transport)
                                .build(),
                        Clouds.alibabaCopy()),
                "no credentials found: ",
                "ALIBABA_CLOUD_ACCESS_KEY_ID");
        assertRefused(
                failures(
                        Clouds.huawei(time)
                                .credentials(HuaweiCredentialsProviders.defaultChain())
                                .transport(transport)
                                .build(),
                        Clouds.huaweiCopy()),
                "no credentials found: ",
                "HUAWEICLOUD_SDK_AK");
        assertRefused(
                failures(
                        Clouds.yandex(time)
                                .credentials(YandexCredentialsProviders.defaultChain())
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy()),
                "no credentials found: ",
                "YC_IAM_TOKEN");
    }

    @Test
    void copyImage_whenTheTokenSupplierReturnsNull_saysSo() {
        assertRefused(
                failures(
                        fabric().credentials(ServiceFabricCredentials.bearer(() -> null))
                                .build(),
                        Clouds.fabricCopy().build()),
                "the token supplier returned null");
        assertRefused(
                failures(
                        Clouds.yandex(time)
                                .credentials(YandexCredentials.workloadIdentity("aje1", () -> null))
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy()),
                "the token supplier returned null");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void aMissingCredential_isOneTrace(@TempDir Path empty) {
        System.setProperty("user.home", empty.toString());
        Throwable failure = failures(
                        Clouds.yandex(time)
                                .credentials(YandexCredentialsProviders.defaultChain())
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy())
                .get(0);
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString()).doesNotContain("Caused by:", "Suppressed:");
    }
}
