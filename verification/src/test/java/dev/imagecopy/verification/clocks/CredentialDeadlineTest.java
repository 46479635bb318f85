package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.auth.AlibabaRole;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A call's one deadline also covers the service that issues its credentials, and a copy that was not sent is not in doubt. */
class CredentialDeadlineTest {
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final CallOptions SHORT =
            CallOptions.builder().callTimeout(LONGEST).build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport hanging = new FakeTransport(time);

    @Test
    void alibaba_whenTheTokenServiceHangs_endsAtTheCallsDeadline() {
        try (AlibabaEcsClient client = Clouds.alibaba(time)
                .transport(hanging)
                .credentials(AlibabaCredentialsProviders.assumeRole(
                        CredentialsSource.of(AlibabaCredentials.accessKey("id", "secret")),
                        AlibabaRole.builder("acs:ram::1:role/r").build()))
                .build()) {
            assertEndsInTime(client, Clouds.alibabaCopy());
        }
    }

    @Test
    void huawei_whenTheIdentityServiceHangs_endsAtTheCallsDeadline() {
        try (HuaweiImsClient client = Clouds.huawei(time)
                .transport(hanging)
                .credentials(HuaweiCredentialsProviders.password("domain", "user", "password"))
                .build()) {
            assertEndsInTime(client, Clouds.huaweiCopy());
        }
    }

    @Test
    void yandex_whenTheTokenExchangeHangs_endsAtTheCallsDeadline() {
        try (YandexDesktopClient client = Clouds.yandex(time)
                .transport(hanging)
                .credentials(YandexCredentials.workloadIdentity("account", () -> "token"))
                .build()) {
            assertEndsInTime(client, Clouds.yandexCopy());
        }
    }

    private <R> void assertEndsInTime(ImageCopyClient<R, ?> client, R request) {
        for (int i = 0; i < 20; i++) {
            hanging.hang();
        }
        CompletableFuture<?> async = client.copyImageAsync(request, SHORT);
        time.advance(LONGEST);
        assertThat(catchThrowable(async::join))
                .isInstanceOf(CompletionException.class)
                .cause()
                .satisfies(CredentialDeadlineTest::isAboutCredentials);

        assertThat(catchThrowable(() -> client.copyImage(request, SHORT)))
                .satisfies(CredentialDeadlineTest::isAboutCredentials);
    }

    private static void isAboutCredentials(Throwable failure) {
        assertThat(failure)
                .isInstanceOfAny(DeadlineExceededException.class, CredentialsException.class)
                .hasMessageContaining(".copyImage failed: ")
                .hasStackTraceContaining(CredentialsException.class.getName());
    }
}
