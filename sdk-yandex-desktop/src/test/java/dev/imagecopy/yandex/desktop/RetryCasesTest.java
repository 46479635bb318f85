package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Repeats, hints and waiting for others. Case numbers are those of the reference. */
class RetryCasesTest {
    private final Script script = new Script();

    @AfterEach
    void stop() {
        script.close();
    }

    // waiters: one UNAVAILABLE lost the wait, a failing get left the promise open for ever
    @Tag("YANDEX-12")
    @Test
    void await_whenPollsGoWrongInEveryWay_survives() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time)
                        .callbackExecutor(Runnable::run)
                        .build()) {
            simulator.script(Timeline.polls(2));
            List<Fault> faults = List.of(
                    YandexDesktopSimulator.error(503, 14, "unavailable").times(20),
                    Fault.status(502)
                            .body("text/html", "<html>bad gateway</html>")
                            .times(20),
                    Fault.status(200).times(20),
                    Fault.truncateReply().times(20),
                    Fault.resetReply().times(20),
                    Fault.delayReply(Duration.ofMinutes(3)).times(20));
            faults.forEach(fault -> simulator.failNext(fault.on("getOperation")));
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
            CompletableFuture<DesktopImage> wait = copy.awaitAsync(Duration.ofDays(1));
            while (!wait.isDone()) {
                assertThat(time.advanceToNextTask()).isTrue();
            }

            assertThat(wait.join().status()).isEqualTo("ACTIVE");
            assertThat(simulator.pendingFaults()).isZero();
        }
    }

    @Tag("YANDEX-33")
    @Test
    void throttled_whenTheServiceSaysHowLong_waitsThatLong() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                script.time.now().plusSeconds(40).atOffset(ZoneOffset.UTC));
        script.transport
                .answer(Script.response(429, "{\"code\":8}", "Retry-After", "7"))
                .answer(Script.response(429, "{\"code\":8}", "Retry-After", date))
                .answer(
                        429,
                        "{\"code\":8,\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
                                + "\"retryDelay\":\"61.5s\"}]}")
                .answer(200, Script.ACTIVE);

        assertThat(script.client.findImage("fdv1").orElseThrow().id()).isEqualTo("fdv1");
        assertThat(script.time.sleeps().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(script.time.sleeps().get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(script.time.sleeps().get(2)).isGreaterThanOrEqualTo(Duration.ofMillis(61_500));
    }

    @Test
    void conflict_withAnotherOperation_isPausedForSeconds() {
        String aborted = "{\"code\":10,\"message\":\"Conflicting operation fdvabcdefgh detected\"}";
        script.transport
                .answer(409, aborted)
                .answer(409, aborted)
                .answer(409, aborted)
                .answer(200, Script.ACTIVE);

        assertThat(script.client.findImage("fdv1").orElseThrow().id()).isEqualTo("fdv1");
        assertThat(script.time.sleeps())
                .satisfiesExactly(
                        first -> assertThat(first).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        second -> assertThat(second).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)),
                        third -> assertThat(third).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8)));
    }

    @Tag("YANDEX-16")
    @Test
    void copyImage_whenTheThreadIsInterrupted_keepsTheFlagAndATokenThatFindsTheCopy() throws Exception {
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.start();
                YandexDesktopClient client = Clients.overHttp(simulator)
                        .folderId(YandexDesktopSimulator.FOLDER)
                        .build()) {
            simulator.failNext(Fault.delayReply(Duration.ofMinutes(1)).on("copyImage"));
            CompletableFuture<AmbiguousOutcomeException> thrown = new CompletableFuture<>();
            AtomicBoolean flag = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                thrown.complete(catchThrowableOfType(
                        AmbiguousOutcomeException.class,
                        () -> client.copyImage(Clients.golden().build())));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            assertThat(simulator.awaitArrivals("copyImage", 1, Duration.ofSeconds(20)))
                    .isTrue();
            caller.interrupt();
            caller.join();

            assertThat(flag).isTrue();
            Operation<DesktopImage> copy =
                    client.resume(thrown.join().resumeToken().orElseThrow());
            assertThat(copy.await(Duration.ofSeconds(20)).id())
                    .isEqualTo(simulator.copies().get(0).imageId());
            assertThat(simulator.copies()).hasSize(1);
        }
    }

    @Tag("YANDEX-35")
    @Test
    void transient_whenAStormGoesOn_costsOneAttemptACallInTheEnd() {
        script.transport.otherwise(request -> Script.response(503, "{\"code\":14}"));
        for (int n = 0; n < 30; n++) {
            assertThatThrownBy(() -> script.client.findImage("fdv1")).isInstanceOf(ServerErrorException.class);
        }
        int before = script.transport.sent().size();
        assertThatThrownBy(() -> script.client.findImage("fdv1")).hasMessageContaining("retry budget is used up");
        assertThat(script.transport.sent().size() - before).isEqualTo(1);
    }

    @Tag("YANDEX-36")
    @Test
    void deadline_whenItIsNear_beatsTheAttempts() {
        script.transport.otherwise(request -> {
            script.time.advance(Duration.ofSeconds(4));
            return Script.response(503, "{\"code\":14}");
        });
        CallOptions options =
                CallOptions.builder().callTimeout(Duration.ofSeconds(5)).build();

        assertThatThrownBy(() -> script.client.findImage("fdv1", options))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 5000 ms passed");
        assertThat(script.transport.sent()).hasSize(2);
    }

    @Tag("YANDEX-43")
    @Test
    void redirect_whenItLeadsElsewhere_isNotFollowed() {
        script.transport.answer(Script.response(307, "", "Location", "https://attacker.example/"));

        assertThatThrownBy(() -> script.client.findImage("fdv1"))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.status())
                        .isEqualTo(307));
        assertThat(script.transport.sent()).hasSize(1);
    }

    @Tag("YANDEX-30")
    @Test
    void copyImage_whenItIsRepeated_keepsItsKeyAndChangesItsRequestId() {
        script.transport.answer(503, "{\"code\":14}").answer(500, "").answer(200, "{\"id\":\"fdo1\"}");
        script.client.copyImage(Clients.golden().build());

        List<HttpRequest> sent = script.transport.requests();
        assertThat(sent).hasSize(3);
        assertThat(sent.stream().map(each -> header(each, "Idempotency-Key")).distinct())
                .hasSize(1);
        assertThat(sent.stream()
                        .map(each -> header(each, "x-client-request-id"))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void conflict_whenItMayBeWaitedFor_isWaitedForAndSentAgain() {
        try (YandexDesktopClient client = patient(Duration.ofSeconds(Long.MAX_VALUE))) {
            String conflict = "{\"code\":9,\"message\":\"Conflicting operation fdoother1 detected\"}";
            script.transport
                    .answer(400, conflict)
                    .answer(200, "{\"id\":\"fdoother1\",\"done\":false}")
                    .answer(200, "{\"id\":\"fdoother1\",\"done\":true}")
                    .answer(400, conflict.replace("fdoother1", "\\\"fdoother2\\\""))
                    .answer(404, "{\"code\":5}")
                    .answer(200, "{\"id\":\"fdo1\"}");

            assertThat(client.copyImage(Clients.golden().build()).id()).isEqualTo("fdo1");
            List<HttpRequest> sent = script.transport.requests();
            assertThat(sent.stream().map(each -> each.uri().getPath()))
                    .contains("/operations/fdoother1", "/operations/fdoother2");
            assertThat(sent.stream()
                            .map(each -> header(each, "Idempotency-Key"))
                            .flatMap(Optional::stream)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void activeOperations_whenTheyMayBeWaitedFor_areWaitedForNoLongerThanAllowed() {
        script.transport.otherwise(request ->
                Script.response(429, "{\"code\":8,\"message\":\"maximum number of active operations has exceeded\"}"));
        long before = script.time.nanoTime();
        try (YandexDesktopClient client = patient(Duration.ofMinutes(10))) {
            assertThatThrownBy(() -> client.copyImage(Clients.golden().build())).isInstanceOf(ThrottledException.class);
        }
        assertThat(Duration.ofNanos(script.time.nanoTime() - before))
                .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
    }

    @Test
    void conflict_whenItMayNotBeWaitedFor_isTold() {
        script.transport.answer(400, "{\"code\":9,\"message\":\"Conflicting operation fdoother1 detected\"}");

        assertThatThrownBy(() -> script.client.copyImage(Clients.golden().build()))
                .hasMessageContaining("Conflicting operation fdoother1 detected");
    }

    @Test
    void endpoints_whenTheyAreDiscovered_areAskedForOnce() {
        script.transport
                .answer(
                        200,
                        "{\"endpoints\":[{\"id\":\"clouddesktops\",\"address\":\"desk.example:443\"},"
                                + "{\"id\":\"operation\",\"address\":\"https://op.example:8443\"},"
                                + "{\"id\":\"evil\",\"address\":\"a@b/c\"}]}")
                .answer(200, "{\"id\":\"fdo1\"}")
                .answer(200, "{\"id\":\"fdo1\"}");
        try (YandexDesktopClient client = discovering()) {
            assertThat(client.copyImage(Clients.golden().build()).poll().state())
                    .isEqualTo(OperationState.RUNNING);
        }
        assertThat(script.transport.requests().stream()
                        .map(each -> each.uri().getScheme() + "://" + each.uri().getRawAuthority()))
                .containsExactly("https://api.cloud.yandex.net", "https://desk.example", "https://op.example:8443");
        assertThat(header(script.transport.requests().get(0), "Authorization")).isEmpty();
    }

    @Test
    void endpoints_whenTheServiceIsNotAmongThem_saySo() {
        script.transport.answer(200, "{\"endpoints\":[{\"id\":\"iam\",\"address\":\"iam.example:443\"}]}");
        try (YandexDesktopClient client = discovering()) {
            assertThatThrownBy(() -> client.findImage("fdv1"))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("this installation's list of endpoints has no clouddesktops");
        }
    }

    @Test
    void hosts_whenAnotherInstallationOrHostIsChosen_areTheirs() {
        script.transport.otherwise(request -> Script.response(200, Script.ACTIVE));
        Map<String, YandexDesktopClient.Builder> clients = Map.of(
                "clouddesktops.api.cloud.yandex.net", YandexDesktopClient.builder(),
                "cloud-desktop.api.cloud.yandex.net",
                        YandexDesktopClient.builder().desktopHost(YandexDesktopHost.CLOUD_DESKTOP),
                "clouddesktops.api.yandexcloud.kz",
                        YandexDesktopClient.builder().installation(YandexInstallation.KAZAKHSTAN));
        clients.forEach((host, builder) -> {
            try (YandexDesktopClient client = scripted(builder)) {
                client.findImage("fdv1");
            }
            List<HttpRequest> sent = script.transport.requests();
            assertThat(sent.get(sent.size() - 1).uri().getHost()).isEqualTo(host);
        });
    }

    private YandexDesktopClient patient(Duration patience) {
        return scripted(YandexDesktopClient.builder().waitForConflicts(patience));
    }

    private YandexDesktopClient discovering() {
        return scripted(YandexDesktopClient.builder().discoverEndpoints());
    }

    private YandexDesktopClient scripted(YandexDesktopClient.Builder builder) {
        return builder.transport(script.transport)
                .timeSource(script.time)
                .credentials(YandexCredentials.iamToken("t1.script.token"))
                .build();
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.headers().first(name);
    }
}
