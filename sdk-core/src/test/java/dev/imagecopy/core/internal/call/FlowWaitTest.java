package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the calls of one step wait between them: for a time, or for a look-up that others share. */
class FlowWaitTest {
    private final CallBench bench = new CallBench();
    private final AsyncFlow async = new AsyncFlow(bench.executor(), CallOptions.defaults(), "");
    private final BlockingFlow blocking = new BlockingFlow(bench.executor(), CallOptions.defaults(), "");

    @AfterEach
    void nobodyIsInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private TracedFlow flow(Mode mode) {
        return mode == Mode.SYNC ? blocking : async;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waitFor_whenTheLookUpSucceeds_hasItsResult(Mode mode) {
        assertThat(flow(mode).waitFor(CompletableFuture.completedFuture("project-1")))
                .isCompletedWithValue("project-1");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waitFor_whenTheLookUpFails_failsForTheSameReason(Mode mode) {
        IllegalStateException why = new IllegalStateException("no project");

        assertThat(failure(flow(mode).waitFor(CompletableFuture.failedFuture(why))))
                .isSameAs(why);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waitFor_whenTheLookUpIsCancelled_failsAndThrowsNothing(Mode mode) {
        CompletableFuture<String> shared = new CompletableFuture<>();
        shared.cancel(true);

        assertThat(failure(flow(mode).waitFor(shared))).isInstanceOf(CancellationException.class);
    }

    @Test
    void asyncWait_whenTheFlowIsCancelled_endsAndLeavesTheLookUpToOthers() {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<String> wait = async.waitFor(shared);

        async.cancel();

        assertThat(wait).isCancelled();
        assertThat(shared).isNotDone();
        assertThatThrownBy(() ->
                        async.waitFor(CompletableFuture.completedFuture("x")).join())
                .isInstanceOf(CancellationException.class);
    }

    /** The timer of a closed client never fires, so the deadline would not end it. */
    @Test
    void asyncWait_whenTheClientCloses_endsAndLeavesTheLookUpToOthers() {
        CompletableFuture<String> shared = new CompletableFuture<>();
        AsyncFlow flow = new AsyncFlow(bench.executor(), CallOptions.defaults(), "copyImage");
        CompletableFuture<String> wait = flow.waitFor(shared);

        bench.lifecycle().close();

        assertThat(failure(wait))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("copyImage failed: the client is closed");
        assertThat(shared).isNotDone();
        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(failure(flow.waitFor(shared))).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void blockingWait_whenInterrupted_failsWithTheFlagSet() {
        Thread.currentThread().interrupt();

        CompletableFuture<String> wait = blocking.waitFor(new CompletableFuture<>());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure(wait))
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessage("interrupted between two calls");
    }

    @Test
    void blockingWait_whenTheClientCloses_endsAndLeavesTheThreadAsItWas() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            end.complete(failure(blocking.waitFor(new CompletableFuture<>())));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
            Thread.onSpinWait();
        }

        bench.lifecycle().close();

        assertThat(end.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(ClientClosedException.class);
        assertThat(interrupted.orTimeout(60, TimeUnit.SECONDS).join()).isFalse();
    }

    @Test
    void blockingWaits_whenTheyAreOver_areNotInterruptedByAClose() {
        blocking.waitFor(CompletableFuture.completedFuture("x"));
        blocking.pause(Duration.ofSeconds(1));

        closeElsewhere();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private void closeElsewhere() {
        Thread closer = new Thread(() -> bench.lifecycle().close());
        closer.start();
        while (closer.isAlive()) {
            try {
                closer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the close has woken us, as it should
                return;
            }
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isDone();
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }
}
