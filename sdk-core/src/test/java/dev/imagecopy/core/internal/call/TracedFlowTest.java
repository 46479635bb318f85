package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.internal.SharedTurns;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a flow knows between its calls, and what it leaves to the next one. */
class TracedFlowTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final Duration CLIENTS_TIMEOUT = Duration.ofMinutes(2);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> LONG = CallBench.row(Repeatability.SAFE)
            .timeout(request -> Duration.ofSeconds(95))
            .returning(response -> "x");

    private final CallBench bench = new CallBench();

    @BeforeEach
    void theClientIsAnHourOld() {
        bench.time.advance(Duration.ofHours(1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));
    }

    private TracedFlow flow(Mode mode, CallOptions options, String method) {
        return mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), options, method)
                : new AsyncFlow(bench.executor(), options, method);
    }

    private TracedFlow flow(Mode mode) {
        return flow(mode, CallOptions.defaults(), "");
    }

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    private Duration lastTimeout() {
        return bench.transport.sent().get(bench.transport.sent().size() - 1).timeout();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void mayHaveSent_isWhatTheLatestCallHasSaid(Mode mode) {
        TracedFlow flow = flow(mode);
        assertThat(flow.mayHaveSent()).isFalse();

        flow.mayHaveSent(true);
        assertThat(flow.mayHaveSent()).isTrue();
        flow.mayHaveSent(false);

        assertThat(flow.mayHaveSent()).isFalse();
        assertThat(flow.hasHandedOver()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void mayHaveSent_onceACallContinuesInTheBackground_staysTrue(Mode mode) {
        TracedFlow flow = flow(mode);

        flow.background(READ, "img-1", 1, () -> {}).join();
        flow.mayHaveSent(false);

        assertThat(flow.hasHandedOver()).isTrue();
        assertThat(flow.mayHaveSent()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void laterCall_withATimeoutOfItsOwn_hasThatUnlessTheCallerChoseADeadline(Mode mode) {
        TracedFlow free = flow(mode);
        free.call(READ, "img-1").join();
        free.call(LONG, "img-1").join();
        assertThat(lastTimeout()).isEqualTo(Duration.ofSeconds(95));

        TracedFlow bound = flow(mode, within(Duration.ofSeconds(100)), "");
        bound.call(READ, "img-1").join();
        bench.time.advance(Duration.ofSeconds(60));
        bound.call(LONG, "img-1").join();

        assertThat(lastTimeout()).isEqualTo(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void firstCall_afterAWaitForWhatIsThere_hasWhatIsLeft(Mode mode) {
        TracedFlow flow = flow(mode);
        bench.time.advance(CLIENTS_TIMEOUT.minusSeconds(20));
        flow.waitForBounded(CompletableFuture.completedFuture("project-1")).join();

        flow.call(READ, "img-1").join();

        assertThat(lastTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void callAfterTheDeadline_isNamedLikeTheMethodOfTheClient(Mode mode) {
        TracedFlow named = flow(mode, CallOptions.defaults(), "resume");
        TracedFlow unnamed = flow(mode);
        named.call(READ, "img-1").join();
        unnamed.call(READ, "img-1").join();
        bench.time.advance(CLIENTS_TIMEOUT);

        assertThatThrownBy(named.call(READ, "img-1")::join)
                .hasCauseInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("TestClient.resume failed");
        assertThatThrownBy(unnamed.call(READ, "img-1")::join)
                .hasCauseInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("TestClient.copyImage failed");
    }

    @Test
    void timeLeft_afterAWaitForACallThatWaitedForItsTurn_doesNotLackThatTime() {
        SharedTurns turns = bench.context().sharedTurns();
        waitForATurn(turns, Duration.ofSeconds(40));
        TracedFlow flow = flow(Mode.ASYNC);
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<String> wait = flow.waitFor(shared);

        waitForATurn(turns, Duration.ofSeconds(30));
        bench.time.advance(Duration.ofSeconds(1));
        shared.complete("project-1");

        assertThat(wait).isCompletedWithValue("project-1");
        assertThat(flow.timeLeft()).isEqualTo(CLIENTS_TIMEOUT.minusSeconds(1));
        assertThat(flow.timeLeft()).as("asked once more").isEqualTo(CLIENTS_TIMEOUT.minusSeconds(1));
    }

    private void waitForATurn(SharedTurns turns, Duration length) {
        SharedTurns.Wait wait = turns.begin();
        bench.time.advance(length);
        wait.end();
    }

    @Test
    void blockingWait_thatIsOver_leavesNoTimer() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<String> value = new CompletableFuture<>();
        Thread caller =
                new Thread(() -> value.complete(flow(Mode.SYNC).waitFor(shared).join()));
        caller.start();
        assertThat(bench.time.awaitPendingTask(Duration.ofMinutes(1))).isTrue();

        shared.complete("project-1");

        assertThat(value.get(1, TimeUnit.MINUTES)).isEqualTo("project-1");
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void serviceTime_isThatOfTheLatestAnswerWithADate_asTimeHasPassedSince(Mode mode) {
        TracedFlow flow = flow(mode);
        assertThat(flow.serviceTime()).isEmpty();
        bench.transport
                .answer(CallBench.response(200, OK, "Date", "Thu, 01 Jan 2026 00:59:59 GMT"))
                .answer(200, OK);

        flow.call(READ, "img-1").join();
        bench.time.advance(Duration.ofSeconds(5));
        flow.call(READ, "img-1").join();

        assertThat(flow.serviceTime()).contains(Instant.parse("2026-01-01T01:00:04Z"));
    }
}
