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
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.auth.PodOfATest;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call's one deadline also covers the service that issues its credentials, and a copy that was not sent is not in doubt. */
class CredentialDeadlineTest {
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final CallOptions SHORT =
            CallOptions.builder().callTimeout(LONGEST).build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport hanging = new FakeTransport(time);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"role", "OIDC role", "credentials URI", "CloudSSO portal"})
    void alibaba_whenTheTokenServiceHangs_endsAtTheCallsDeadline(String service) throws IOException {
        try (AlibabaEcsClient client = Clouds.alibaba(time)
                .transport(hanging)
                .credentials(alibaba(service))
                .build()) {
            assertEndsInTime(client, Clouds.alibabaCopy());
        }
    }

    private CredentialsSource<AlibabaCredentials> alibaba(String service) throws IOException {
        AlibabaRole role = AlibabaRole.builder("acs:ram::1:role/r").build();
        return switch (service) {
            case "role" ->
                AlibabaCredentialsProviders.assumeRole(
                        CredentialsSource.of(AlibabaCredentials.accessKey("id", "secret")), role);
            case "OIDC role" ->
                AlibabaCredentialsProviders.assumeRoleWithOidc("acs:provider", file("token", "a.b.c"), role);
            case "credentials URI" ->
                AlibabaCredentialsProviders.credentialsUri(URI.create("https://keys.example/key"));
            default ->
                AlibabaCredentialsProviders.cliProfile(
                        file("config.json", TokenSources.cloudSso()), Optional.of("sso"));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "agency", "id token", "pod agent"})
    void huawei_whenTheIdentityServiceHangs_endsAtTheCallsDeadline(String service) throws IOException {
        try (HuaweiImsClient client = Clouds.huawei(time)
                .transport(hanging)
                .credentials(huawei(service))
                .build()) {
            assertEndsInTime(client, Clouds.huaweiCopy());
        }
    }

    private CredentialsSource<HuaweiCredentials> huawei(String service) throws IOException {
        return switch (service) {
            case "password" -> HuaweiCredentialsProviders.password("domain", "user", "password");
            case "agency" ->
                HuaweiCredentialsProviders.agency(
                        CredentialsSource.of(HuaweiCredentials.accessKey("KEY", "secret")),
                        "copier",
                        "domain",
                        Duration.ofHours(1));
            case "id token" -> HuaweiCredentialsProviders.idToken("provider", file("token", "a.b.c"));
            default -> PodOfATest.at(URI.create("http://127.0.0.1:8080/key"), file("token", "pod-token"));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorized key", "identity provider"})
    void yandex_whenTheTokenExchangeHangs_endsAtTheCallsDeadline(String service) {
        try (YandexDesktopSimulator issuer = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clouds.yandex(time)
                        .transport(hanging)
                        .credentials(
                                service.equals("authorized key")
                                        ? YandexCredentials.serviceAccountKeyJson(issuer.authorizedKeyJson())
                                        : YandexCredentials.workloadIdentity("account", () -> "token"))
                        .build()) {
            assertEndsInTime(client, Clouds.yandexCopy());
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
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
