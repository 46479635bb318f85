package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What operations look like at their edges. Case numbers are those of the reference; "waiter"
 * marks a defect that was seen in one of the vendor's own waiting loops.
 */
class OperationCasesTest {
    private final Script script = new Script();

    @AfterEach
    void stop() {
        script.close();
    }

    // waiter: an empty image passed for success
    @Tag("YANDEX-1")
    @Tag("FAULT-56")
    @Test
    void done_whenNothingIsSet_isJudgedByTheImage() {
        Operation<DesktopImage> copy = script.copy();

        OperationSnapshot<DesktopImage> seen = script.done(copy, Script.METADATA, Script.ACTIVE);

        assertThat(seen.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(seen.result().orElseThrow().id()).isEqualTo("fdv1");
    }

    // waiter: an empty image passed for success
    @Tag("YANDEX-1")
    @Test
    void done_whenNothingNamesAnImage_isNoSuccess() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.otherwise(request -> Script.response(200, "{\"id\":\"fdo1\",\"done\":true}"));

        assertThatThrownBy(copy::poll)
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("names no image");
        CompletableFuture<DesktopImage> wait = copy.awaitAsync(Duration.ofHours(1));
        script.time.advance(Duration.ofSeconds(10));
        assertThat(wait).isCompletedExceptionally();
        assertThatThrownBy(wait::join).hasCauseInstanceOf(PollingStoppedException.class);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
    }

    // waiter: a failed operation was returned as if it were fine
    @Tag("YANDEX-2")
    @Test
    void done_whenErrorAndResponseAreSet_hasFailed() {
        Operation<DesktopImage> copy = script.copy();

        OperationSnapshot<DesktopImage> seen = script.poll(
                copy, "\"done\":true,\"error\":{\"code\":9,\"message\":\"no\"},\"response\":" + Script.ACTIVE);

        assertThat(seen.state()).isEqualTo(OperationState.FAILED);
        assertThat(seen.result()).isEmpty();
        assertThatThrownBy(() -> copy.await(Duration.ofSeconds(1))).isInstanceOf(OperationFailedException.class);
    }

    @Tag("YANDEX-3")
    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"done\":null", "\"done\":false", "\"done\":\"false\"", "\"done\":7"})
    void done_whenItIsMissingOrFalse_isRunning(String members) {
        assertThat(script.poll(script.copy(), members).state()).isEqualTo(OperationState.RUNNING);
    }

    // waiter: rejected while the rollback was still running
    @Tag("YANDEX-4")
    @Tag("FAULT-55")
    @Test
    void error_whenItIsNotDone_isRollingBackAndThenFailed() {
        Operation<DesktopImage> copy = script.copy();
        String error = "\"error\":{\"code\":\"13\",\"message\":\"disk lost\"}";

        OperationSnapshot<DesktopImage> rolling = script.poll(copy, "\"done\":false," + error);
        assertThat(rolling.state()).isEqualTo(OperationState.ROLLING_BACK);
        assertThat(rolling.failure().orElseThrow().code()).isEqualTo("INTERNAL");
        assertThat(rolling.failure().orElseThrow().message()).isEqualTo("disk lost");

        assertThat(script.poll(copy, "\"done\":true," + error).state()).isEqualTo(OperationState.FAILED);
    }

    @Tag("YANDEX-6")
    @Test
    void error_whenItsCodeIsZero_isAFailureAllTheSame() {
        OperationSnapshot<DesktopImage> seen =
                script.poll(script.copy(), "\"done\":true,\"error\":{\"code\":0,\"message\":\"odd\"}");

        assertThat(seen.state()).isEqualTo(OperationState.FAILED);
        assertThat(seen.providerStatus()).isEqualTo("UNKNOWN");
        assertThat(seen.failure().orElseThrow().message()).isEqualTo("odd");
    }

    @Tag("YANDEX-7")
    @Test
    void error_whenItHasDetails_tellsThemInTheCause() {
        Operation<DesktopImage> copy = script.copy();
        script.poll(
                copy,
                "\"done\":true,\"error\":{\"code\":8,\"message\":\"quota\",\"details\":[{\"@type\":\"x/some.Future\"},{},"
                        + "{\"@type\":\"type.googleapis.com/yandex.cloud.quota.QuotaFailure\",\"violations\":[{\"metric\":"
                        + "{\"name\":\"vdi.desktopImages.size\",\"limit\":\"1099511627776\",\"usage\":1.0e12}}]}]}");

        OperationFailedException failed =
                catchThrowableOfType(OperationFailedException.class, () -> copy.await(Duration.ofSeconds(1)));
        assertThat(failed).hasCauseInstanceOf(QuotaExceededException.class);
        assertThat(YandexErrorDetails.of((QuotaExceededException) failed.getCause())
                        .quotaViolations()
                        .get(0)
                        .limit())
                .hasValue(1_099_511_627_776L);
    }

    @Tag("YANDEX-8")
    @Test
    void error_whenItsCodeIsOne_isACancellation() {
        Operation<DesktopImage> copy = script.copy();
        script.poll(copy, "\"done\":true,\"error\":{\"code\":1}");

        assertThatThrownBy(() -> copy.await(Duration.ofSeconds(1))).isInstanceOf(OperationCancelledException.class);
    }

    @Tag("YANDEX-9")
    @Test
    void cancel_whenTheCopySucceedsAllTheSame_tellsSo() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.answer(200, "{\"id\":\"fdo1\",\"done\":false}");

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
        assertThat(script.done(copy, Script.METADATA, Script.ACTIVE).state()).isEqualTo(OperationState.SUCCEEDED);
    }

    /** A cancelled operation stays and shows the error 1. One that is gone may have made its image all the same. */
    @Tag("YANDEX-9")
    @ParameterizedTest
    @CsvSource({"ACTIVE, SUCCEEDED", "CREATING, RUNNING", "DELETING, CANCELLED", "'', CANCELLED"})
    void cancel_whenTheOperationIsGoneAfterwards_isJudgedByTheImage(String status, OperationState state) {
        Operation<DesktopImage> copy = script.copy();
        script.poll(copy, Script.METADATA);
        script.transport.answer(200, "{\"id\":\"fdo1\",\"done\":false}");
        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
        script.transport.answer(404, "{\"code\":5}");
        if (status.isEmpty()) {
            script.transport.answer(404, "{\"code\":5}");
        } else {
            script.transport.answer(200, Script.ACTIVE.replace("ACTIVE", status));
        }

        assertThat(copy.poll().state()).isEqualTo(state);
    }

    /** Its image existed before. */
    @Test
    void cancel_ofAnUpdateThatIsGoneAfterwards_isNotJudgedByTheImage() {
        script.transport.answer(200, "{\"id\":\"fdo1\"," + Script.METADATA + "}");
        Operation<DesktopImage> update = script.client.updateImage(YandexUpdateImageRequest.builder()
                .imageId("fdv1")
                .name("golden-2026-12")
                .build());
        script.poll(update, Script.METADATA);
        script.transport.answer(200, "{\"id\":\"fdo1\",\"done\":false}");
        assertThat(update.cancel()).isInstanceOf(CancelResult.Requested.class);
        script.transport.answer(404, "{\"code\":5}");

        assertThat(update.poll().state()).isEqualTo(OperationState.CANCELLED);
    }

    @Tag("YANDEX-10")
    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void cancel_whenGetIsUnknown_isTriedByPost(int status) {
        Operation<DesktopImage> copy = script.copy();
        script.transport.answer(status, "").answer(200, "{\"id\":\"fdo1\"}");

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
        assertThat(script.transport.requests().stream().map(request -> request.method()))
                .containsExactly("POST", "GET", "POST");
    }

    @Test
    void cancel_whenTheOperationCannotBe_saysWhatTheServiceSays() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.answer(400, "{\"code\":9,\"message\":\"operation is not cancellable\"}");

        assertThat(copy.cancel()).isEqualTo(new CancelResult.NotSupported("operation is not cancellable"));
    }

    // waiter: one NOT_FOUND lost the wait
    @Tag("YANDEX-11")
    @Test
    void poll_whenTheOperationIsNotVisibleYet_goesOn() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.answer(404, "{\"code\":5}");

        assertThat(copy.poll().state()).isEqualTo(OperationState.QUEUED);
        assertThat(script.poll(copy, "\"done\":false").state()).isEqualTo(OperationState.RUNNING);
    }

    @Tag("YANDEX-11")
    @Test
    void poll_whenTheOperationNeverShows_isSentAgainOnceUnderItsKey() {
        Operation<DesktopImage> copy = script.copy();
        script.time.advance(Duration.ofSeconds(61));
        script.transport.answer(404, "{\"code\":5}").answer(200, "{\"id\":\"fdo2\",\"done\":false}");

        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        assertThat(script.transport.requests().get(2).body())
                .isEqualTo(script.transport.requests().get(0).body());
        assertThat(script.transport.requests().get(2).headers().first("Idempotency-Key"))
                .isEqualTo(script.transport.requests().get(0).headers().first("Idempotency-Key"));
        script.transport.answer(200, "{\"id\":\"fdo2\",\"done\":false}");
        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        assertThat(script.transport.requests().get(3).uri().getPath()).isEqualTo("/operations/fdo2");
    }

    @Tag("YANDEX-11")
    @Test
    void poll_whenTheOperationIsGoneAgainAfterAReplay_isNotSentAThirdTime() {
        Operation<DesktopImage> copy = script.copy();
        script.time.advance(Duration.ofSeconds(61));
        script.transport
                .answer(404, "{\"code\":5}")
                .answer(200, "{\"id\":\"fdo1\",\"done\":false}")
                .otherwise(request -> Script.response(404, "{\"code\":5}"));

        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        assertThat(copy.poll().state()).isEqualTo(OperationState.FAILED);
        assertThat(copy.latest().providerStatus()).isEqualTo("VANISHED");
        assertThat(script.transport.requests().stream()
                        .filter(each -> each.method().equals("POST")))
                .hasSize(2);
    }

    /** A token has no room for such a description, so the request cannot be made again. */
    @Tag("YANDEX-11")
    @Tag("FAULT-52")
    @Test
    void poll_whenTheOperationNeverShowsAndCannotBeAskedForAgain_isAmbiguous() {
        script.transport.answer(200, "{\"id\":\"fdo1\"}");
        Operation<DesktopImage> copy = script.client.copyImage(
                Clients.golden().description("long ".repeat(200)).build());
        script.transport.otherwise(request -> Script.response(404, "{\"code\":5}"));
        CompletableFuture<DesktopImage> wait =
                script.client.resume(copy.resumeToken()).awaitAsync(Duration.ofHours(1));
        script.time.advance(Duration.ofMinutes(3));

        assertThatThrownBy(wait::join).cause().isInstanceOfSatisfying(AmbiguousOutcomeException.class, unknown -> {
            assertThat(unknown.resumeToken()).contains(copy.resumeToken());
            assertThat(copy.latest().state().isTerminal()).isFalse();
        });
        assertThat(script.transport.requests().stream()
                        .filter(each -> each.method().equals("POST")))
                .hasSize(1);
    }

    @Tag("YANDEX-11")
    @ParameterizedTest
    @CsvSource({"ACTIVE, SUCCEEDED, ACTIVE", "GONE, FAILED, VANISHED"})
    void poll_whenASeenOperationIsGone_isJudgedByTheImage(String image, OperationState state, String status) {
        Operation<DesktopImage> copy = script.copy();
        script.poll(copy, Script.METADATA);
        script.time.advance(Duration.ofMinutes(10));
        script.transport.answer(404, "{\"code\":5}");
        if (image.equals("ACTIVE")) {
            script.transport.answer(200, Script.ACTIVE);
        } else {
            script.transport.answer(404, "{\"code\":5}");
        }

        assertThat(copy.poll().state()).isEqualTo(state);
        assertThat(copy.latest().providerStatus()).isEqualTo(status);
    }

    // waiter: a header of 0 made a hot loop
    @Tag("YANDEX-15")
    @ParameterizedTest
    @CsvSource({"0, 200", "5, 5000", "-3, -1", "soon, -1", "99999999999999999999, 60000", "0.5, 500"})
    void pollHint_whenItIsOdd_isClampedOrIgnored(String header, long millis) {
        for (String name : List.of("x-operation-poll-interval", "grpc-metadata-x-operation-poll-interval")) {
            HttpResponse response = Script.response(200, "{\"id\":\"fdo1\"}", name, header);

            assertThat(OperationReply.read(Json.parse(response.body()), response)
                            .nextPoll()
                            .map(Duration::toMillis)
                            .orElse(-1L))
                    .isEqualTo(millis);
        }
    }

    // waiter: a timeout exception without the last state, or an empty image instead
    @Tag("YANDEX-16")
    @Test
    void await_whenItTimesOut_keepsWhatIsKnownAndCanBeResumed() {
        Operation<DesktopImage> copy = script.copy();
        script.poll(copy, Script.METADATA);
        script.transport.otherwise(request -> Script.response(200, "{\"id\":\"fdo1\"," + Script.METADATA + "}"));
        CompletableFuture<DesktopImage> wait = copy.awaitAsync(Duration.ofSeconds(30));
        script.time.advance(Duration.ofSeconds(30));

        assertThatThrownBy(wait::join).cause().isInstanceOfSatisfying(OperationWaitTimeoutException.class, timeout -> {
            assertThat(timeout.snapshot().state()).isEqualTo(OperationState.RUNNING);
            Operation<DesktopImage> again =
                    script.client.resume(timeout.resumeToken().orElseThrow());
            assertThat(again.id()).isEqualTo("fdo1");
            assertThat(again.poll().state()).isEqualTo(OperationState.RUNNING);
        });
    }

    @Tag("YANDEX-16")
    @Test
    void await_whenTheThreadIsInterrupted_endsAndLeavesTheOperationAlone() throws InterruptedException {
        Operation<DesktopImage> copy = script.copy();
        script.transport.otherwise(request -> Script.response(200, "{\"id\":\"fdo1\"}"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> copy.await(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
    }

    // waiter: a wall-clock deadline
    @Tag("YANDEX-17")
    @Test
    void await_whenTheWallClockJumps_keepsItsTime() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.otherwise(request -> Script.response(200, "{\"id\":\"fdo1\"}"));
        CompletableFuture<DesktopImage> wait = copy.awaitAsync(Duration.ofMinutes(5));
        script.time.jumpWallClock(Duration.ofHours(1));
        script.time.advance(Duration.ofMinutes(4));
        assertThat(wait).isNotDone();
        script.time.jumpWallClock(Duration.ofHours(-3));
        script.time.advance(Duration.ofMinutes(1));

        assertThat(wait).isDone();
    }

    @Tag("YANDEX-19")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"metadata\":null",
                "\"metadata\":{\"@type\":\"type.googleapis.com/some.Future\",\"x\":[1]}",
                "\"metadata\":\"text\"",
                "\"metadata\":{\"imageId\":\"../x\"}",
                "\"unknown\":{\"a\":1}"
            })
    void accepted_whenItsMetadataIsOdd_keepsItsId(String members) {
        Operation<DesktopImage> copy = script.copy("{\"id\":\"fdo1\"," + members + "}");

        assertThat(copy.id()).isEqualTo("fdo1");
        assertThat(script.done(copy, "\"response\":" + Script.ACTIVE, Script.ACTIVE)
                        .state())
                .isEqualTo(OperationState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATING", "NEW_WORD", ""})
    void done_whenTheImageIsNotReady_waitsForIt(String status) {
        Operation<DesktopImage> copy = script.copy();

        OperationSnapshot<DesktopImage> seen =
                script.done(copy, Script.METADATA, Script.ACTIVE.replace("ACTIVE", status));
        assertThat(seen.state()).isEqualTo(OperationState.RUNNING);
        assertThat(seen.providerStatus()).isEqualTo(status);
        assertThat(script.done(copy, Script.METADATA, Script.ACTIVE).state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void done_whenTheImageIsAnother_hasFailed() {
        Operation<DesktopImage> copy = script.copy();

        assertThat(script.done(copy, Script.METADATA, Script.ACTIVE.replace("golden", "silver"))
                        .providerStatus())
                .isEqualTo("WRONG_IMAGE");
        assertThat(copy.latest().state()).isEqualTo(OperationState.FAILED);
    }

    @Test
    void done_whenTheImageNeverShows_hasFailedAfterAMinute() {
        Operation<DesktopImage> copy = script.copy();
        script.transport.otherwise(request -> request.uri().getPath().startsWith("/operations")
                ? Script.response(200, "{\"id\":\"fdo1\",\"done\":true," + Script.METADATA + "}")
                : Script.response(404, "{\"code\":5}"));

        assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        script.time.advance(Duration.ofSeconds(61));
        assertThat(copy.poll().state()).isEqualTo(OperationState.FAILED);
        assertThat(copy.latest().providerStatus()).isEqualTo("NOT_FOUND");
    }

    @Tag("YANDEX-18")
    @Test
    void poll_whenDoneTenThousandTimes_keepsNothing() {
        byte[] body = "{\"id\":\"fdo1\"}".getBytes(StandardCharsets.UTF_8);
        CountingTransport transport = new CountingTransport(body);
        try (YandexDesktopClient client = Clients.fast(URI.create("https://cloud.example/"))
                .transport(transport)
                .build()) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
            for (int n = 0; n < 2_000; n++) {
                copy.poll();
            }
            long before = CountingTransport.usedMemory();
            for (int n = 0; n < 10_000; n++) {
                copy.poll();
            }
            assertThat(CountingTransport.usedMemory() - before).isLessThan(4_000_000);
            assertThat(transport.count()).isEqualTo(12_001);
        }
    }

    @Test
    void image_whenItIsNotThere_isNotFound() {
        script.transport.answer(404, "{\"code\":5,\"message\":\"no such image\"}");

        assertThat(script.client.findImage("fdv1")).isEmpty();
    }
}
