package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.retry.Repeatability;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallFutureTest {
    private final CallBench bench = new CallBench();
    private final Environment<CallBench.Token> env = bench.environment();
    private final CallRun<String, CallBench.Token> run = new CallRun<>(
            env,
            new AttemptHeaders(env.profile, env.settings),
            bench.budget,
            null,
            CallBench.call(Repeatability.SAFE),
            "img-1",
            CallOptions.defaults());
    private final CallFuture<String, CallBench.Token> result = new CallFuture<>(bench.executor(), run);

    @Test
    void attempt_withoutAPause_sendsAtOnce() {
        bench.transport.answer(200, "{\"id\":\"x\"}");

        result.attempt(Duration.ZERO);

        assertThat(result).isCompletedWithValue("x");
    }

    @Test
    void attempt_afterAPause_sendsWhenItIsOver() {
        bench.transport.answer(200, "{\"id\":\"x\"}");
        result.attempt(Duration.ofSeconds(5));

        bench.time.advance(Duration.ofMillis(4_999));
        assertThat(result).isNotDone();
        bench.time.advance(Duration.ofMillis(1));
        assertThat(result).isCompletedWithValue("x");
    }

    @Test
    void attempt_whenItIsCancelledInThePause_sendsNothingAndLeavesNoTimer() {
        result.attempt(Duration.ofSeconds(5));

        result.cancel(true);

        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void attempt_whenThePauseOutlastsTheDeadline_failsAtOnce() {
        result.attempt(Duration.ofHours(1));

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DeadlineExceededException.class);
        assertThat(bench.transport.sent()).isEmpty();
    }
}
