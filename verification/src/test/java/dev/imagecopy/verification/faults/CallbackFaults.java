package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.verification.schedules.ModelType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Rows 71 and 72: code that is not ours and throws or blocks where it is called. */
final class CallbackFaults {
    private static final int BLOCKED = 5; // more than there are threads for listeners

    private CallbackFaults() {}

    static List<FaultCase> cases() {
        return List.of(
                FaultCase.of(71, "progress listener throws", CallbackFaults::progressThrows),
                FaultCase.of(71, "progress listeners block", CallbackFaults::progressBlocks),
                FaultCase.of(
                        71,
                        "SdkListener throws",
                        (mode, watch) -> observerThrows(mode, watch, () -> new IllegalStateException("observer"))),
                FaultCase.of(
                        71,
                        "SdkListener fails with an Error",
                        (mode, watch) -> observerThrows(mode, watch, () -> new NoClassDefFoundError("observer"))),
                FaultCase.of(72, "exception", CallbackFaults::pollThrows),
                FaultCase.of(72, "Error", CallbackFaults::pollThrowsAnError));
    }

    private static Probe.Builder hasty(Peer peer) {
        return Probe.at(peer.uri()).pollPolicy(Probe.HASTY);
    }

    private static Peer threePolls(Watch watch) {
        return watch.own(Peer.copying(poll -> poll < 3 ? Peer.running() : Peer.done()));
    }

    private static String progressThrows(Mode mode, Watch watch) throws Exception {
        Probe probe = watch.own(hasty(threePolls(watch)).build());
        Operation<String> copy = probe.copy(mode)
                .onProgress(snapshot -> {
                    throw new AssertionError("listener");
                })
                .onProgress(snapshot -> {
                    throw new IllegalStateException("listener");
                });
        assertThat(mode.await(copy)).isEqualTo("image-1");
        return "ignored, SUCCEEDED";
    }

    private static String progressBlocks(Mode mode, Watch watch) throws Exception {
        Probe probe = watch.own(hasty(watch.own(Peer.copyingAtOnce())).build());
        CountDownLatch release = new CountDownLatch(1);
        watch.own(release::countDown);
        for (int i = 0; i < BLOCKED; i++) {
            probe.copy(mode).onProgress(snapshot -> awaitQuietly(release)).awaitAsync(Mode.FOR_EVER);
        }
        assertThat(mode.await(probe.copy(mode))).isEqualTo("image-1");
        return BLOCKED + " listeners block, polls and waits go on";
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String observerThrows(Mode mode, Watch watch, Supplier<Throwable> failure) throws Exception {
        SdkListener observer = new SdkListener() {
            @Override
            public void callStarted(CallStarted event) {
                fail();
            }

            @Override
            public void attemptFinished(AttemptFinished event) {
                fail();
            }

            @Override
            public void callFinished(CallFinished event) {
                fail();
            }

            @Override
            public void polled(Polled event) {
                fail();
            }

            @Override
            public void stateChanged(StateChanged event) {
                fail();
            }

            private void fail() {
                CallbackFaults.<RuntimeException>doThrow(failure.get());
            }
        };
        Probe probe = watch.own(hasty(threePolls(watch)).listener(observer).build());
        assertThat(mode.await(probe.copy(mode))).isEqualTo("image-1");
        return "ignored, SUCCEEDED";
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void doThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    private static String pollThrows(Mode mode, Watch watch) throws Exception {
        Operation<String> copy = broken(mode, watch, () -> new IllegalStateException("a provider's bug"));
        PollingStoppedException stopped =
                watch.resumable(Mode.failure(() -> mode.await(copy)), PollingStoppedException.class);
        assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
        return "the wait ends with PollingStoppedException and token";
    }

    private static String pollThrowsAnError(Mode mode, Watch watch) throws Exception {
        Operation<String> copy = broken(mode, watch, () -> new StackOverflowError("a provider's bug"));
        Throwable error = Mode.failure(() -> Mode.join(copy.awaitAsync(Mode.FOR_EVER)));
        watch.show(error);
        assertThat(error).hasRootCauseInstanceOf(StackOverflowError.class);
        return "the wait ends with the Error";
    }

    private static Operation<String> broken(Mode mode, Watch watch, Supplier<Throwable> failure) throws Exception {
        Probe probe = watch.own(hasty(threePolls(watch)).build());
        return probe.copy(mode, new Broken(failure), "golden");
    }

    /** A kind of operation whose poll throws instead of returning a future. */
    private record Broken(ModelType sound, Supplier<Throwable> failure)
            implements OperationType<String, String>, RemoteOperation<String> {
        Broken(Supplier<Throwable> failure) {
            this(new ModelType(Repeatability.ONCE), failure);
        }

        @Override
        public CompletableFuture<PollResult<String>> poll(CallFlow flow) {
            CallbackFaults.<RuntimeException>doThrow(failure.get());
            throw new AssertionError("unreachable");
        }

        @Override
        public CompletableFuture<CancelResult> cancel(CallFlow flow) {
            return CompletableFuture.completedFuture(new CancelResult.NotSupported("broken"));
        }

        @Override
        public CompletableFuture<AcceptedOperation<String>> submit(CallFlow flow, String name, OperationHandle intent) {
            return sound.submit(flow, name, intent)
                    .thenApply(accepted -> new AcceptedOperation<>(accepted.handle(), this, accepted.first()));
        }

        @Override
        public RemoteOperation<String> attach(OperationHandle handle) {
            return this;
        }

        @Override
        public String kind() {
            return sound.kind();
        }

        @Override
        public ApiCall<String, ?> submitCall() {
            return sound.submitCall();
        }

        @Override
        public OperationIntent intent(String name) {
            return sound.intent(name);
        }

        @Override
        public void requireOwn(OperationHandle handle) {
            sound.requireOwn(handle);
        }
    }
}
