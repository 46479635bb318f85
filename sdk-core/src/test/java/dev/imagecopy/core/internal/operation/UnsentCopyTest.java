package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.operation.StoredOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies that still wait to be sent, in the background, when their client is closed. */
class UnsentCopyTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final CompletableFuture<Object> answer = new CompletableFuture<>();

    private Operation<String> waiting(CopyBench bench) {
        bench.type.unsent = true;
        bench.type.news = Optional.of(answer);
        return bench.start();
    }

    private Operation<String> storedAndWaiting(CopyBench bench) {
        bench.type.unsent = true;
        bench.type.news = Optional.of(answer);
        bench.nowAnswers(200, "{\"id\":\"op-1\"}");
        return NamedCopyType.of(bench).start(new NamedCopy("golden"), KEYED);
    }

    private StoredOperation stored(CopyBench bench) {
        return store.find(NamedCopyType.of(bench).key("nightly")).join().orElseThrow();
    }

    private void saveAsSentByAnother(CopyBench bench, Operation<String> copy) {
        store.save(stored(bench).sendingAgain(copy.resumeToken(), bench.time.now()))
                .join();
    }

    @Test
    void latest_afterTheClientIsClosed_isCancelledSinceNobodyWillSendIt() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = waiting(bench);
            OperationSnapshot<String> before = copy.latest();
            assertThat(before.state()).isEqualTo(OperationState.QUEUED);

            bench.runtime.close();

            OperationSnapshot<String> after = copy.latest();
            assertThat(after.state()).isEqualTo(OperationState.CANCELLED);
            assertThat(after.providerStatus()).isEqualTo("NOT_SENT");
            assertThat(after.failure()).contains(StoreRecorder.NOT_SENT);
            assertThat(after.operationId()).isEqualTo("op-1");
            assertThat(after.observedAt()).isEqualTo(before.observedAt());
        }
    }

    @Test
    void latest_ofACopyThatMayHaveBeenSent_staysAsItWas() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = waiting(bench);
            bench.type.unsent = false;

            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        }
    }

    @Test
    void latest_ofACopyThatIsNotSentInTheBackground_staysAsItWas() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.unsent = true;
            Operation<String> copy = bench.start();

            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        }
    }

    @Test
    void latest_ofACopyThatHasEnded_staysAsItWas() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = waiting(bench);
            bench.nowSucceeds();
            copy.poll();

            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_afterTheClientIsClosed_saysThatNothingHasBegun(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = waiting(bench);
            bench.runtime.close();

            assertThatThrownBy(() -> style.poll(bench, copy))
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("nothing has begun; start it with another client");
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_ofACopyThatMayHaveBeenSent_doesNotSaySo(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = waiting(bench);
            bench.type.unsent = false;
            bench.runtime.close();

            assertThatThrownBy(() -> style.poll(bench, copy))
                    .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                            .contains(copy.resumeToken()))
                    .hasMessageNotContaining("nothing has begun")
                    .hasMessageNotContaining("before it sent anything");
        }
    }

    @Test
    void store_learnsThatTheCopyIsCancelled() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.CANCELLED);

            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
            StoredOutcome outcome = stored(bench).outcome().orElseThrow();
            assertThat(outcome.state()).isEqualTo(OperationState.CANCELLED);
            assertThat(outcome.begun()).isFalse();
        }
    }

    @Test
    void store_learnsItWithoutAnybodyAskingOnceTheSendingHasEnded() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            storedAndWaiting(bench);
            bench.runtime.close();
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);

            answer.completeExceptionally(new IllegalStateException("closed"));

            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        }
    }

    @Test
    void store_learnsNothingWhileTheClientIsOpen() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);

            answer.complete("sent");

            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
        }
    }

    @Test
    void latest_whenAnotherProcessHasSentTheCopy_staysAsItWas() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            saveAsSentByAnother(bench, copy);
            StoredOperation anothers = stored(bench);

            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
            assertThat(stored(bench)).isEqualTo(anothers);
            assertThatThrownBy(copy::poll)
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("another may have taken the copy over from the operation store");
        }
    }

    @Test
    void latest_whenAnotherProcessHasSeenTheCopyEnd_isThatEnd() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            bench.nowSucceeds();
            bench.runtime
                    .resume(copy.resumeToken(), List.of(new NamedCopyType(bench.type)))
                    .poll();
            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
            StoredOperation end = stored(bench);

            bench.runtime.close();
            answer.complete("closed");

            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(stored(bench)).isEqualTo(end);
        }
    }

    /** What the operation itself sent again is not somebody else's. */
    @Test
    void latest_ofACopyThatWasSentAgain_isCancelledAllTheSame() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            bench.type.resends = true;
            assertThat(copy.poll().providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(stored(bench).sends()).isEqualTo(2);

            bench.runtime.close();

            assertThat(copy.latest().state()).isEqualTo(OperationState.CANCELLED);
            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        }
    }

    @Test
    void end_ofACopyThatNeverBegan_isStoredUnlessAnotherProcessHasSentItMeanwhile() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            saveAsSentByAnother(bench, copy);
            StoredOperation anothers = stored(bench);
            bench.type.neverBegins = true;
            bench.nowAnswers(200, "{\"status\":\"STOPPED\"}");

            assertThat(copy.poll().state()).isEqualTo(OperationState.CANCELLED);

            assertThat(stored(bench)).isEqualTo(anothers);
        }
    }

    @Test
    void end_ofACopyThatNeverBegan_isStoredAsSuch() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = storedAndWaiting(bench);
            bench.type.neverBegins = true;
            bench.nowAnswers(200, "{\"status\":\"STOPPED\"}");

            copy.poll();

            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
            assertThat(stored(bench).outcome().orElseThrow().begun()).isFalse();
        }
    }
}
