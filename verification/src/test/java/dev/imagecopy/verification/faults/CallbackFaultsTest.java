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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 71 and 72: code that is not ours and throws or blocks where it is called. */
@FaultTable
class CallbackFaultsTest {
    private static final int BLOCKED = 5; // more than there are threads for listeners

    @Tag("FAULT-71")
    @ParameterizedTest
    @EnumSource
    void await_whenAnSdkListenerThrows_goesOn(Mode mode, Watch watch) throws Exception {
        watch.saw("SdkListener throws", observerThrows(mode, watch, () -> new IllegalStateException("observer")));
    }

    @Tag("FAULT-71")
    @ParameterizedTest
    @EnumSource
    void await_whenAnSdkListenerFailsWithAnError_goesOn(Mode mode, Watch watch) throws Exception {
        watch.saw(
                "SdkListener fails with an Error",
                observerThrows(mode, watch, () -> new NoClassDefFoundError("observer")));
    }

    private static Probe.Builder hasty(Peer peer) {
        return Probe.at(peer.uri()).pollPolicy(Probe.HASTY);
    }

    private static Peer threePolls(Watch watch) {
        return watch.own(Peer.copying(poll -> poll < 3 ? Peer.running() : Peer.done()));
    }

    @Tag("FAULT-71")
    @ParameterizedTest
    @EnumSource
    void await_whenAProgressListenerThrows_goesOn(Mode mode, Watch watch) throws Exception {
        Probe probe = watch.own(hasty(threePolls(watch)).build());
        Operation<String> copy = probe.copy(mode)
                .onProgress(snapshot -> {
                    throw new AssertionError("listener");
                })
                .onProgress(snapshot -> {
                    throw new IllegalStateException("listener");
                });
        assertThat(mode.await(copy)).isEqualTo("image-1");
        watch.saw("progress listener throws", "ignored, SUCCEEDED");
    }

    @Tag("FAULT-71")
    @ParameterizedTest
    @EnumSource
    void await_whenProgressListenersBlock_goesOn(Mode mode, Watch watch) throws Exception {
        Probe probe = watch.own(hasty(watch.own(Peer.copyingAtOnce())).build());
        CountDownLatch release = new CountDownLatch(1);
        watch.own(release::countDown);
        for (int i = 0; i < BLOCKED; i++) {
            probe.copy(mode).onProgress(snapshot -> awaitQuietly(release)).awaitAsync(Mode.FOR_EVER);
        }
        assertThat(mode.await(probe.copy(mode))).isEqualTo("image-1");
        watch.saw("progress listeners block", BLOCKED + " listeners block, polls and waits go on");
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
                CallbackFaultsTest.<RuntimeException>doThrow(failure.get());
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

    @Tag("FAULT-72")
    @ParameterizedTest
    @EnumSource
    void await_whenAPollThrows_endsWithAToken(Mode mode, Watch watch) throws Exception {
        Operation<String> copy = broken(mode, watch, () -> new IllegalStateException("a provider's bug"));
        PollingStoppedException stopped =
                watch.resumable(Mode.failure(() -> mode.await(copy)), PollingStoppedException.class);
        assertThat(stopped).hasCauseInstanceOf(IllegalStateException.class);
        watch.saw("exception", "the wait ends with PollingStoppedException and token");
    }

    @Tag("FAULT-72")
    @ParameterizedTest
    @EnumSource
    void await_whenPollsFailWithAnError_goesOn(Mode mode, Watch watch) throws Exception {
        AtomicInteger polls = new AtomicInteger();
        Operation<String> copy = broken(
                mode, watch, () -> polls.incrementAndGet() < 3 ? new StackOverflowError("a provider's bug") : null);
        assertThat(mode.await(copy)).isEqualTo("image-1");
        watch.saw("Error", "the wait goes on, the Error is told by lastPollError()");
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
            Throwable thrown = failure.get();
            if (thrown == null) {
                return CompletableFuture.completedFuture(PollResult.succeeded("DONE", "image-1"));
            }
            CallbackFaultsTest.<RuntimeException>doThrow(thrown);
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
