package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The two ways in which the calls of one step are made. */
class CallFlowTest {
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();
    private final CallOptions options =
            CallOptions.builder().callTimeout(Duration.ofSeconds(7)).build();
    private final AsyncFlow async = new AsyncFlow(bench.executor(), options, "");
    private final BlockingFlow blocking = new BlockingFlow(bench.executor(), options, "");

    @Test
    void asyncCall_whenTheFlowWasCancelled_sendsNothing() {
        async.cancel();

        assertThatThrownBy(() -> async.call(COPY, "golden").join()).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> async.background(COPY, "golden").join()).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> async.pause(Duration.ofSeconds(1)).join()).isInstanceOf(CancellationException.class);
        assertThat(bench.transport.requests()).isEmpty();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void untilPresent_whenEachStepIsComplete_repeatsItWithoutAGrowingStack() {
        AtomicInteger steps = new AtomicInteger();

        CompletableFuture<String> result = CallFlow.untilPresent(() -> CompletableFuture.completedFuture(
                steps.incrementAndGet() < 1_000_000 ? Optional.empty() : Optional.of("at last")));

        assertThat(result).isCompletedWithValue("at last");
    }

    @Test
    void untilPresent_whenAStepFails_fails() {
        IllegalStateException failure = new IllegalStateException("no");
        List<CompletableFuture<Optional<String>>> steps = new ArrayList<>(
                List.of(new CompletableFuture<>(), new CompletableFuture<>(), CompletableFuture.failedFuture(failure)));
        List<CompletableFuture<Optional<String>>> open = List.copyOf(steps);

        CompletableFuture<String> result = CallFlow.untilPresent(() -> steps.remove(0));
        open.get(0).complete(Optional.empty());
        assertThat(result).isNotDone();
        open.get(1).complete(Optional.empty());

        assertThatThrownBy(result::join).hasCause(failure);
    }

    @Test
    void asyncPause_lastsAsLongAsAskedAndLeavesNothing() {
        CompletableFuture<?> pause = async.pause(Duration.ofSeconds(2));

        bench.time.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(pause).isNotDone();
        bench.time.advance(Duration.ofNanos(1));
        assertThat(pause).isCompleted();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void asyncPause_whenCancelled_dropsItsTimer() {
        CompletableFuture<?> pause = async.pause(Duration.ofSeconds(2));

        async.cancel();

        assertThat(pause).isCancelled();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void asyncPause_whenTheClientCloses_endsAtOnce() {
        CompletableFuture<?> pause = async.pause(Duration.ofSeconds(2));

        bench.context().lifecycle().close();

        assertThat(pause).isCompleted();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void background_outlivesTheFlowAndItsTimeouts() {
        bench.transport.hang();
        CompletableFuture<String> copy = async.background(COPY, "golden");

        async.cancel();

        assertThat(copy).isNotDone();
        assertThat(bench.transport.sent().get(0).timeout()).isEqualTo(Duration.ofSeconds(30));
        copy.cancel(true);
    }

    @Test
    void call_takesTheFlowsOptions() {
        bench.transport.answer(200, "{\"id\":\"op-1\"}").answer(200, "{\"id\":\"op-1\"}");
        async.call(COPY, "golden").join();
        blocking.call(COPY, "golden").join();

        assertThat(bench.transport.sent()).allMatch(sent -> sent.timeout().equals(Duration.ofSeconds(7)));
        assertThat(async.options()).isSameAs(options);
        assertThat(async.time()).isSameAs(bench.time);
    }

    @Test
    void blockingCall_whenItFails_returnsAFailedFuture() {
        bench.transport.answer(404, "");

        CompletableFuture<String> call = blocking.call(COPY, "golden");

        assertThat(failure(call)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void blockingPause_sleeps() {
        assertThat(blocking.pause(Duration.ofSeconds(2))).isCompleted();
        assertThat(bench.time.sleeps()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void blockingPause_whenInterrupted_failsWithTheFlagSet() {
        Thread.currentThread().interrupt();

        CompletableFuture<?> pause = blocking.pause(Duration.ofSeconds(2));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure(pause))
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessage("interrupted between two calls");
    }

    @Test
    void forwarding_whenCancelledTwice_abortsOnce() {
        AtomicInteger aborted = new AtomicInteger();
        CompletableFuture<String> future = forwarding(new CompletableFuture<>(), aborted::incrementAndGet);

        assertThat(future.cancel(true)).isTrue();
        assertThat(future.cancel(true)).isTrue();
        assertThat(aborted).hasValue(1);
    }

    @Test
    void forwarding_whenDone_isNotAborted() {
        AtomicInteger aborted = new AtomicInteger();
        CompletableFuture<String> future = forwarding(CompletableFuture.completedFuture("x"), aborted::incrementAndGet);

        assertThat(future.cancel(true)).isFalse();
        assertThat(aborted).hasValue(0);
    }

    @Test
    void forwarding_whenTheChainFailsWithAnError_failsWithIt() {
        Error broken = new StackOverflowError();
        CompletableFuture<String> future =
                forwarding(CompletableFuture.<String>failedFuture(broken).thenApply(value -> value), () -> {});

        assertThat(failure(future)).isSameAs(broken);
    }

    @Test
    void forwarding_whenADerivedStageIsCancelled_goesOn() {
        CompletableFuture<String> chain = new CompletableFuture<>();
        AtomicInteger aborted = new AtomicInteger();
        CompletableFuture<String> future = forwarding(chain, aborted::incrementAndGet);

        future.thenApply(value -> value).cancel(true);
        chain.complete("x");

        assertThat(future).isCompletedWithValue("x");
        assertThat(aborted).hasValue(0);
    }

    private static CompletableFuture<String> forwarding(CompletableFuture<String> chain, Runnable abort) {
        return Futures.forwarding(chain, abort, Runnable::run);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return catchThrowableOfType(CompletionException.class, future::join).getCause();
    }
}
