package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.auth.Keys;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens through the whole client, against a service that verifies the JWT itself. Numbers are the reference's cases. */
class TokenRefreshTest {
    private static final KeyPair KEYS = Keys.rsa();

    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);

    @AfterEach
    void stop() {
        simulator.close();
    }

    private YandexDesktopClient client(CredentialsSource<YandexCredentials> source) {
        return Clients.inProcess(simulator, time).credentials(source).build();
    }

    private CredentialsSource<YandexCredentials> key() {
        simulator.acceptAuthorizedKey("ajekey", "ajesa", KEYS.getPublic());
        return YandexCredentials.serviceAccountKeyJson(Keys.file("ajekey", "ajesa", KEYS));
    }

    @Test
    void authorizedKey_whenTheServiceVerifiesIt_givesATokenOnce() {
        try (YandexDesktopClient client = client(key())) {
            client.copyImage(Clients.golden().build());
            client.findImage(simulator.copies().get(0).imageId());

            assertThat(simulator.arrivals("createToken")).isEqualTo(1);
            assertThat(simulator.requests().get(0).headers().first("Authorization"))
                    .isEmpty();
        }
    }

    @Tag("YANDEX-37")
    @Test
    void authorizedKey_whenAHundredThreadsNeedAToken_isExchangedOnce() {
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "i", Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try (YandexDesktopClient client = client(key())) {
            List<CompletableFuture<DesktopImage>> all = IntStream.range(0, 100)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> client.findImage(image).orElseThrow(), threads))
                    .toList();
            assertThat(all).allSatisfy(each -> assertThat(each.join().id()).isEqualTo(image));
            assertThat(simulator.arrivals("createToken")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Tag("YANDEX-13")
    @Test
    void token_whenItIsRevokedDuringAWait_isExchangedAnew() {
        simulator.script(Timeline.polls(6));
        try (YandexDesktopClient client = client(key())) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
            String used = token(simulator.requests().size() - 1);
            simulator.revokeToken(used);

            assertThat(copy.poll().state().isTerminal()).isFalse();
            assertThat(simulator.arrivals("createToken")).isEqualTo(2);
        }
    }

    @Tag("YANDEX-14")
    @Test
    void token_whenTheCopyTakesLonger_isRefreshedDuringTheWait() {
        simulator.tokenLife(Duration.ofHours(1), false);
        simulator.script(Timeline.lasting(Duration.ofHours(3)));
        try (YandexDesktopClient client = client(key())) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
            while (!copy.poll().state().isTerminal()) {
                time.advance(Duration.ofMinutes(61));
            }
            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(simulator.arrivals("createToken")).isGreaterThan(2);
        }
    }

    @Tag("YANDEX-38")
    @Test
    void token_whenTheServiceGivesTheSameAgain_isNotTriedTwice() {
        simulator.tokenLife(Duration.ofHours(12), true);
        try (YandexDesktopClient client = client(key())) {
            simulator.failNext(YandexDesktopSimulator.error(401, 16, "The token is invalid")
                    .on("copyImage")
                    .times(5));

            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(AuthenticationException.class);
            assertThat(simulator.arrivals("copyImage")).isEqualTo(1);
            assertThat(simulator.arrivals("createToken")).isEqualTo(2);
        }
    }

    @Tag("YANDEX-39")
    @ParameterizedTest
    @CsvSource({
        "'', 3590, 3610",
        "',\"expiresAt\":null', 3590, 3610",
        "',\"expiresAt\":\"2020-01-01T00:00:00Z\"', 50, 70",
        "',\"expiresAt\":\"2026-01-01T06:00:00Z\"', 21590, 21610",
        "',\"expiresAt\":\"9999-12-31T23:59:59Z\"', 43190, 43210",
    })
    void token_whenItsEndIsOdd_isUsedForASensibleTime(String end, long usedAfter, long notUsedAfter) {
        FakeTransport transport = new FakeTransport(time)
                .otherwise(request -> request.uri().getPath().equals("/iam/v1/tokens")
                        ? Script.response(200, "{\"iamToken\":\"t1.odd.end\"" + end + "}")
                        : Script.response(200, Script.ACTIVE));
        try (YandexDesktopClient client = Clients.inProcess(simulator, time)
                .transport(transport)
                .credentials(key())
                .build()) {
            client.findImage("fdv1");
            assertThat(exchanges(transport)).isEqualTo(1);
            time.advance(Duration.ofSeconds(usedAfter * 8 / 10));
            client.findImage("fdv1");
            assertThat(exchanges(transport)).isEqualTo(1);
            time.advance(Duration.ofSeconds(notUsedAfter - usedAfter * 8 / 10));
            client.findImage("fdv1");
            assertThat(exchanges(transport)).isEqualTo(2);
        }
    }

    private static long exchanges(FakeTransport transport) {
        return transport.requests().stream()
                .filter(request -> request.uri().getPath().equals("/iam/v1/tokens"))
                .count();
    }

    @Tag("YANDEX-40")
    @Test
    void token_whenIamIsDownNearItsEnd_isUsedToTheEnd() {
        simulator.tokenLife(Duration.ofHours(1), false);
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "i", Map.of());
        try (YandexDesktopClient client = client(key())) {
            client.findImage(image);
            simulator.failNext(YandexDesktopSimulator.error(503, 14, "unavailable")
                    .on("createToken")
                    .times(50));
            time.advance(Duration.ofMinutes(58));

            assertThat(client.findImage(image).orElseThrow().id()).isEqualTo(image);
        }
    }

    @Tag("YANDEX-45")
    @Test
    void authorizedKey_whenTheServiceRefusesIt_saysSoOnceAndQuotesNothing() {
        CredentialsSource<YandexCredentials> unknown =
                YandexCredentials.serviceAccountKeyJson(Keys.file("ajeother", "ajesa", KEYS));
        try (YandexDesktopClient client = client(unknown)) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("401 UNAUTHENTICATED")
                    .hasMessageContaining("kid a known key")
                    .hasMessageNotContaining("eyJ");
            assertThat(simulator.arrivals("createToken")).isEqualTo(1);
        }
    }

    @Tag("YANDEX-41")
    @Test
    void metadataService_whenTheMachineHasNoAccount_saysSo() {
        CredentialsSource<YandexCredentials> machine =
                YandexCredentials.metadataService(URI.create("http://169.254.169.254/"));
        try (YandexDesktopClient client = client(machine)) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("this machine has no service account");
            simulator.attachServiceAccount(true);
            simulator.failNext(Fault.delayReply(Duration.ofSeconds(30)).on("metadataToken"));

            assertThat(client.copyImage(Clients.golden().build()).id()).isNotEmpty();
            assertThat(simulator.requests().get(0).headers().first("Metadata-Flavor"))
                    .hasValue("Google");
        }
    }

    @Test
    void workloadIdentity_whenTheFederationTrustsTheToken_signsIn() {
        simulator.acceptSubjectToken("oidc.canary.token", "ajesa");
        try (YandexDesktopClient client =
                client(YandexCredentials.workloadIdentity("ajesa", () -> "oidc.canary.token\n"))) {
            assertThat(client.copyImage(Clients.golden().build()).id()).isNotEmpty();
        }
        try (YandexDesktopClient client =
                client(YandexCredentials.workloadIdentity("ajeother", () -> "oidc.canary.token"))) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("401 invalid_grant")
                    .hasMessageNotContaining("canary");
        }
    }

    private String token(int request) {
        return simulator
                .requests()
                .get(request)
                .headers()
                .first("Authorization")
                .orElseThrow()
                .substring("Bearer ".length());
    }
}
