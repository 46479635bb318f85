package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.Repeatability;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AsyncCallTest {
    private final CallBench bench = new CallBench();
    private final ClientContext<CallBench.Token> context = bench.context();
    private final CallState<String, CallBench.Token> state = new CallState<>(
            new CallPurpose<>(
                    context, new AttemptHeaders(context.profile(), context.settings(), false), bench.budget, null),
            CallBench.call(Repeatability.SAFE),
            "img-1",
            CallOptions.defaults(),
            CallOwner.APPLICATION,
            null,
            null);
    private final AsyncCall<String, CallBench.Token> call = new AsyncCall<>(context, state);

    @Test
    void start_withoutAPause_sendsAtOnce() {
        bench.transport.answer(200, "{\"id\":\"x\"}");

        CompletableFuture<String> result = call.start();

        assertThat(result).isCompletedWithValue("x");
    }

    @Test
    void startAfter_afterAPause_sendsWhenItIsOver() {
        bench.transport.answer(200, "{\"id\":\"x\"}");
        CompletableFuture<String> result = call.startAfter(Duration.ofSeconds(5));

        bench.time.advance(Duration.ofMillis(4_999));
        assertThat(result).isNotDone();
        bench.time.advance(Duration.ofMillis(1));
        assertThat(result).isCompletedWithValue("x");
    }

    @Test
    void startAfter_whenItIsCancelledInThePause_sendsNothingAndLeavesNoTimer() {
        CompletableFuture<String> result = call.startAfter(Duration.ofSeconds(5));

        result.cancel(true);

        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void startAfter_whenThePauseOutlastsTheDeadline_failsAtOnce() {
        CompletableFuture<String> result = call.startAfter(Duration.ofHours(1));

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DeadlineExceededException.class);
        assertThat(bench.transport.sent()).isEmpty();
    }
}
