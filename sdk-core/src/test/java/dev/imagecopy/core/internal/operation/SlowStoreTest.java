package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operation stores that are slow, closed or broken while a copy is started. */
class SlowStoreTest {
    private static final CallOptions KEYED = CallOptions.builder()
            .idempotencyKey("nightly")
            .callTimeout(Duration.ofSeconds(10))
            .build();

    private final HeldStore store = new HeldStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    SlowStoreTest() {
        setup.store = Optional.of(store);
        setup.manual.advance(Duration.ofHours(1));
    }

    private static Operation<String> start(CopyBench bench, boolean async) {
        Copies<String> copies = NamedCopyType.of(bench);
        NamedCopy golden = new NamedCopy("golden");
        return Style.valueOf(
                bench,
                async ? copies.startAsync(golden, KEYED) : Style.parkedInThread(() -> copies.start(golden, KEYED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whileAnotherCallHoldsTheCopy_endsAtItsDeadlineAndHoldsNothing(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            OperationKey key = NamedCopyType.of(bench).key("nightly");
            OperationStore.Claim others = store.memory.claim(key).join();

            assertThatThrownBy(() -> start(bench, async))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining(
                            "another call was still working on the same copy after PT10S, and nothing was sent");

            others.close();
            assertThat(store.memory.claim(key)).isCompleted();
            assertThat(bench.transport.requests()).isEmpty();
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreAnswersInTime_goesOn(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            store.find = new CompletableFuture<>();
            bench.time.schedule(Duration.ofSeconds(3), () -> store.find.complete(Optional.empty()));
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            assertThat(start(bench, async).id()).isEqualTo("op-1");
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreCannotSaveInTime_sendsNothingAndStoresThatAsSoonAsPossible(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            store.save = new CompletableFuture<>();

            assertThatThrownBy(() -> start(bench, async))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("after PT10S, and nothing was sent");
            assertThat(store.saved).extracting(StoredOperation::phase).containsExactly(Phase.SENDING);
            CompletableFuture<Object> late = store.save;
            store.save = null;
            late.complete(null);

            assertThat(store.saved).extracting(StoredOperation::phase).containsExactly(Phase.SENDING, Phase.FINAL);
            assertThat(store.saved.get(1).outcome().orElseThrow().begun()).isFalse();
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    /** A store may have saved what it says that it could not save. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreSavesAndSaysThatItFailed_storesThatNothingWasSent(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            store.save = CompletableFuture.failedFuture(new IOException("the connection was lost"));
            store.savesAllTheSame = true;

            assertThatThrownBy(() -> start(bench, async))
                    .isInstanceOf(OperationStoreException.class)
                    .hasMessageContaining("nothing was sent");

            assertThat(store.saved).extracting(StoredOperation::phase).containsExactly(Phase.SENDING, Phase.FINAL);
            assertThat(store.saved.get(1).outcome().orElseThrow().begun()).isFalse();
            assertThat(store.memory.claim(NamedCopyType.of(bench).key("nightly")))
                    .isCompleted();
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    /** Whoever takes the copy up next must find what was stored last. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void claim_ofACopyThatWasNotSent_isHeldUntilThatIsStored(boolean failsLate) {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<Object> sending = new CompletableFuture<>();
            store.save = sending;
            store.savesAllTheSame = true;
            assertThatThrownBy(() -> start(bench, true)).isInstanceOf(DeadlineExceededException.class);
            CompletableFuture<Object> correction = new CompletableFuture<>();
            store.save = correction;

            if (failsLate) {
                sending.completeExceptionally(new IOException("the connection was lost"));
            } else {
                sending.complete(null);
            }

            assertThat(store.saved).extracting(StoredOperation::phase).containsExactly(Phase.SENDING, Phase.FINAL);
            CompletableFuture<OperationStore.Claim> next =
                    store.memory.claim(NamedCopyType.of(bench).key("nightly"));
            assertThat(next).isNotDone();
            correction.complete(null);
            assertThat(next).isCompleted();
        }
    }

    @Test
    void start_whenTheStoreCannotSaveASecondTry_leavesTheRecordOfTheFirst() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(403, "{}");
            assertThatThrownBy(() -> start(bench, true)).isInstanceOf(PermissionDeniedException.class);
            store.saved.clear();
            store.save = CompletableFuture.failedFuture(new IOException("No space left on device"));

            assertThatThrownBy(() -> start(bench, true)).isInstanceOf(OperationStoreException.class);

            assertThat(store.saved).extracting(StoredOperation::phase).containsExactly(Phase.SENDING);
            assertThat(store.memory.claim(NamedCopyType.of(bench).key("nightly")))
                    .isCompleted();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheAcceptanceIsNotStoredInTime_returnsTheOperationAllTheSame(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answerWith(request -> {
                store.save = new CompletableFuture<>();
                return CopyBench.json(200, "{\"id\":\"op-1\"}");
            });
            List<Operation<String>> started = new ArrayList<>();

            List<String> log = CapturedLog.of(() -> started.add(start(bench, async)));

            assertThat(started).singleElement().extracting(Operation::id).isEqualTo("op-1");
            assertThat(log)
                    .anyMatch(line ->
                            line.contains("The operation store threw") && line.contains("DeadlineExceededException"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheClientClosesWhileTheStoreIsAsked_endsAtOnceAndSendsNothing(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            store.find = new CompletableFuture<>();
            bench.time.schedule(Duration.ofSeconds(3), bench.runtime::close);

            assertThatThrownBy(() -> start(bench, async)).isInstanceOf(ClientClosedException.class);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreAnswersWithNull_failsAsTheStore(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            store.answersNull = true;

            assertThatThrownBy(() -> start(bench, async))
                    .isInstanceOf(OperationStoreException.class)
                    .hasRootCauseMessage("the store answered with null");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheAcceptanceCannotBeStored_returnsTheOperationAllTheSame(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answerWith(request -> {
                store.save = CompletableFuture.failedFuture(new IOException("No space left on device"));
                return CopyBench.json(200, "{\"id\":\"op-1\"}");
            });

            Operation<String> copy = start(bench, async);

            assertThat(copy.id()).isEqualTo("op-1");
            bench.nowSucceeds();
            assertThat(bench.time.runUntilDone(copy.awaitAsync(CopyBench.HOUR))).isCompletedWithValue("img-1");
        }
    }

    @Test
    void start_whenItIsCancelledWhileTheStoreIsAsked_sendsNothing() {
        try (CopyBench bench = new CopyBench(setup)) {
            store.find = new CompletableFuture<>();
            CompletableFuture<Operation<String>> copy =
                    NamedCopyType.of(bench).startAsync(new NamedCopy("golden"), KEYED);

            copy.cancel(true);
            store.find.complete(Optional.empty());

            assertThat(bench.transport.requests()).isEmpty();
            assertThat(store.memory.claim(NamedCopyType.of(bench).key("nightly")))
                    .isCompleted();
        }
    }

    @Test
    void start_tenThousandTimesWhileTheStoreIsAsked_isOneCopyForAll() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<Optional<StoredOperation>> asked = new CompletableFuture<>();
            store.find = asked;
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            Copies<String> copies = NamedCopyType.of(bench);
            List<CompletableFuture<Operation<String>>> started = Stream.generate(
                            () -> copies.startAsync(new NamedCopy("golden"), KEYED))
                    .limit(10_000)
                    .toList();

            store.find = null;
            asked.complete(Optional.empty());

            assertThat(started).allSatisfy(copy -> assertThat(copy)
                    .isCompletedWithValueMatching(operation -> operation.id().equals("op-1")));
            assertThat(bench.transport.requests()).hasSize(1);
        }
    }

    /** A store whose answers the test holds back. */
    private static final class HeldStore implements OperationStore {
        private final InMemoryOperationStore memory = new InMemoryOperationStore();
        private final List<StoredOperation> saved = new ArrayList<>();
        private CompletableFuture<Optional<StoredOperation>> find;
        private CompletableFuture<Object> save;
        private boolean answersNull;
        private boolean savesAllTheSame;

        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            return memory.claim(key);
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return answersNull ? null : find != null ? find : memory.find(key);
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            saved.add(operation);
            if (savesAllTheSame) {
                memory.save(operation).join();
            }
            return save != null ? save : memory.save(operation);
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            return memory.operations(provider, scope);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
