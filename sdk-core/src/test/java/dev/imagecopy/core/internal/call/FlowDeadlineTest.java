package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All calls of one flow, and its waits for others, share one deadline. */
class FlowDeadlineTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final CallOptions THREE_SECONDS =
            CallOptions.builder().callTimeout(Duration.ofSeconds(3)).build();

    private final CallBench bench = new CallBench();

    private TracedFlow flow(Mode mode, CallOptions options) {
        return mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), options, "copyImage")
                : new AsyncFlow(bench.executor(), options, "copyImage");
    }

    private void answersAfter(Duration each) {
        bench.transport.otherwise(request -> {
            bench.time.advance(each);
            return CallBench.response(200, "{\"id\":\"op-1\"}");
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_afterAnother_hasWhatIsLeft(Mode mode) {
        TracedFlow flow = flow(mode, THREE_SECONDS);
        answersAfter(Duration.ofSeconds(2));

        flow.call(READ, "img-1");
        flow.call(READ, "img-1");

        assertThat(bench.transport.sent().get(0).timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(bench.transport.sent().get(1).timeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_withTheClientsTimeout_hasWhatIsLeftOfThat(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(10);
        TracedFlow flow = flow(mode, CallOptions.defaults());
        answersAfter(Duration.ofSeconds(7));

        flow.call(READ, "img-1");
        flow.call(READ, "img-1");

        assertThat(bench.transport.sent().get(1).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenNothingIsLeft_sendsNothing(Mode mode) {
        TracedFlow flow = flow(mode, THREE_SECONDS);
        answersAfter(Duration.ofSeconds(3));
        flow.call(READ, "img-1");

        assertThat(failure(flow.call(READ, "img-1")))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("TestClient.copyImage failed: the deadline of 3000 ms passed");
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_afterAnExtraPause_hasLostNothing(Mode mode) {
        TracedFlow flow = flow(mode, THREE_SECONDS);
        answersAfter(Duration.ofSeconds(1));
        flow.call(READ, "img-1");

        CompletableFuture<?> pause = flow.extraPause(Duration.ofMinutes(1));
        bench.time.runUntilDone(pause);
        flow.call(READ, "img-1");

        assertThat(bench.transport.sent().get(1).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waitFor_aLookUpThatNeverEnds_endsAtTheDeadline(Mode mode) {
        TracedFlow flow = flow(mode, THREE_SECONDS);
        CompletableFuture<String> shared = new CompletableFuture<>();

        CompletableFuture<String> wait =
                CompletableFuture.supplyAsync(() -> flow.waitFor(shared)).thenCompose(Function.identity());
        bench.time.runUntilDone(wait);

        assertThat(failure(wait)).isInstanceOf(DeadlineExceededException.class);
        assertThat(shared).isNotDone();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }
}
