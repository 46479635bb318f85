package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of a store that fails, or that others have written to. */
class ForeignStoreTest {
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    ForeignStoreTest() {
        setup.store = Optional.of(store);
    }

    private static Operation<String> start(CopyBench bench, boolean async, CallOptions options) {
        Copies<String> copies = NamedCopyType.of(bench);
        return async
                ? bench.time.runUntilDone(copies.startAsync(GOLDEN, options)).join()
                : copies.start(GOLDEN, options);
    }

    /** A store may contain ends that another tool wrote, of copies that no client has sent. */
    @Test
    void start_underAKeyWhoseCopyEndedWithoutAToken_knowsItsEndWithoutACall() {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            store.save(StoredOperation.queued(
                                    copies.key("nightly"), copies.write(GOLDEN), "here", "golden", bench.time.now())
                            .ended(
                                    new StoredOutcome(
                                            OperationState.SUCCEEDED,
                                            "DONE",
                                            "img-1",
                                            Evidence.FOUND_BY_NAME,
                                            Optional.empty(),
                                            true),
                                    bench.time.now()))
                    .join();

            Operation<String> restored = start(bench, false, KEYED);

            assertThat(restored.id()).isEmpty();
            assertThat(restored.latest().result()).contains("img-1");
            assertThat(restored.latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreCancelsItsOwnAnswer_saysThatTheStoreFailed(boolean async) {
        setup.store = Optional.of(new CancellingStore());
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, async, KEYED))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(OperationStoreException.class),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(OperationStoreException.class));
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    /** Its driver gives up. */
    private static final class CancellingStore extends FullStore {
        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return CompletableFuture.failedFuture(new CancellationException("the driver gave up"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreIsClosed_sendsNothing(boolean async) {
        store.close();
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, async, KEYED))
                    .rootCause()
                    .hasMessage("the operation store is closed");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreThrows_sendsNothing(boolean async) {
        setup.store = Optional.of(new FullStore() {
            @Override
            public CompletableFuture<Claim> claim(OperationKey key) {
                throw new IllegalStateException("a bug in the store");
            }
        });
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, async, KEYED)).rootCause().hasMessage("a bug in the store");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreAnswersAClaimWithNull_sendsNothing(boolean async) {
        setup.store = Optional.of(new FullStore() {
            @Override
            @SuppressWarnings("NullAway") // that is the point
            public CompletableFuture<Claim> claim(OperationKey key) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> save(StoredOperation operation) {
                return store.save(operation);
            }
        });
        assertStoreFails(async);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreFindsNull_sendsNothing(boolean async) {
        setup.store = Optional.of(new FullStore() {
            @Override
            @SuppressWarnings("NullAway")
            public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> save(StoredOperation operation) {
                return store.save(operation);
            }
        });
        assertStoreFails(async);
    }

    private void assertStoreFails(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, async, KEYED))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(OperationStoreException.class),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(OperationStoreException.class))
                    .hasMessageContaining("the operation store failed (IllegalStateException), and nothing was sent")
                    .rootCause()
                    .hasMessage("the store answered with null");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void start_whenTheStoreIsFullOnceTheCopyIsSent_yieldsTheCopyAndWarns() {
        setup.store = Optional.of(new FullStore() {
            @Override
            public CompletableFuture<?> save(StoredOperation operation) {
                return operation.phase() == Phase.SENDING ? store.save(operation) : super.save(operation);
            }
        });
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            List<String> log = CapturedLog.of(
                    () -> assertThat(start(bench, false, KEYED).id()).isEqualTo("op-1"));

            assertThat(log)
                    .anyMatch(line -> line.contains("The operation store threw java.io.IOException"))
                    .noneMatch(line -> line.contains("OperationStoreException")); // which means that nothing was sent
            assertThat(store.find(NamedCopyType.of(bench).key("nightly"))
                            .join()
                            .orElseThrow()
                            .phase())
                    .isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void resumeAll_leavesTheCopiesOfOtherAccountsAlone() {
        try (CopyBench bench = new CopyBench(setup)) {
            StoredRequest request = NamedCopyType.of(bench).write(GOLDEN);
            for (OperationKey key : List.of(
                    new OperationKey("made-up", "project-2", "nightly"),
                    new OperationKey("other", "project-1", "nightly"))) {
                store.save(StoredOperation.queued(key, request, "here", "golden", bench.time.now()))
                        .join();
            }

            assertThat(bench.time
                            .runUntilDone(Style.parkedInThread(
                                    () -> NamedCopyType.of(bench).resumeAll(store, ResumePolicy.standard())))
                            .join()
                            .copies())
                    .isEmpty();
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copies_tellWhetherTheServiceHonorsKeys_andWhichStoreTheyUse(boolean honored) {
        try (CopyBench bench = new CopyBench(setup);
                CopyBench without = new CopyBench()) {
            bench.type.honorsKeys = honored;

            assertThat(NamedCopyType.of(bench).honorsKeys(GOLDEN)).isEqualTo(honored);
            assertThat(NamedCopyType.of(bench).operationStore()).containsSame(store);
            assertThat(NamedCopyType.of(without).operationStore()).isEmpty();
        }
    }
}
