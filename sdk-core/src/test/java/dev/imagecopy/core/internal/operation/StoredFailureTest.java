package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.testing.ForwardingOperationStore;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store learns of a copy whose start or resumption breaks off. */
class StoredFailureTest {
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    StoredFailureTest() {
        setup.store = Optional.of(store);
    }

    private static OperationKey key(CopyBench bench) {
        return NamedCopyType.of(bench).key("nightly");
    }

    private StoredOperation stored(CopyBench bench) {
        return store.find(key(bench)).join().orElseThrow();
    }

    private OperationFailure failure(CopyBench bench) {
        assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        assertThat(stored(bench).outcome().orElseThrow().begun()).isFalse();
        return stored(bench).outcome().orElseThrow().failure().orElseThrow();
    }

    private void queue(CopyBench bench) {
        Copies<String> copies = NamedCopyType.of(bench);
        store.save(StoredOperation.queued(key(bench), copies.write(GOLDEN), "here", "golden", bench.time.now()))
                .join();
    }

    private ResumeReport<String> resumeAll(CopyBench bench, OperationStore from) {
        return bench.time
                .runUntilDone(
                        Style.parkedInThread(() -> NamedCopyType.of(bench).resumeAll(from, ResumePolicy.standard())))
                .join();
    }

    private void credentialsFail(RuntimeException why) {
        setup.credentials = () -> {
            throw why;
        };
    }

    /** The words of foreign code may contain secrets. */
    @Test
    void start_whenForeignCodeThrows_storesTheNameOfItsExceptionOnly() {
        credentialsFail(new IllegalStateException("words"));
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED))
                    .hasRootCauseMessage("words");

            assertThat(failure(bench)).isEqualTo(new OperationFailure("IllegalStateException", "", Optional.empty()));
        }
    }

    @Test
    void start_whenAnArgumentIsRefused_storesWhy() {
        credentialsFail(new IllegalArgumentException("no such profile"));
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED))
                    .hasMessage("no such profile");

            assertThat(failure(bench))
                    .isEqualTo(new OperationFailure("IllegalArgumentException", "no such profile", Optional.empty()));
        }
    }

    @Test
    void start_whenTheServiceRefuses_storesItsCodeAndWhatWasSaid() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(403, "{}");
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED))
                    .satisfies(refused -> {
                        assertThat(failure(bench).code()).isEqualTo("Code403");
                        assertThat(failure(bench).message()).isEqualTo(refused.getMessage());
                    });
        }
    }

    @Test
    void resumeAll_whenForeignCodeThrows_leavesTheCopyInTheQueue() {
        credentialsFail(new IllegalStateException("words"));
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench);
            StoredOperation before = stored(bench);

            assertThat(resumeAll(bench, store).copies())
                    .singleElement()
                    .isInstanceOfSatisfying(ResumedCopy.Failed.class, failed -> assertThat(failed.cause())
                            .hasMessageContaining(
                                    "the copy could not be resumed (IllegalStateException), and nothing was sent"));

            assertThat(stored(bench)).isEqualTo(before);
        }
    }

    @Test
    void resumeAll_whenAnArgumentIsRefused_endsTheCopy() {
        credentialsFail(new IllegalArgumentException("no such profile"));
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench);

            assertThat(resumeAll(bench, store).copies())
                    .singleElement()
                    .isInstanceOfSatisfying(ResumedCopy.Refused.class, refused -> assertThat(refused.reason())
                            .contains("no such profile"));

            assertThat(failure(bench).message()).isEqualTo("no such profile");
        }
    }

    @Test
    void startAsync_thatIsCancelledBeforeAnythingIsSent_storesThatNothingBegan() {
        CompletableFuture<CopyBench.Key> never = new CompletableFuture<>();
        setup.credentials = new CredentialsProvider<>() {
            @Override
            public CopyBench.Key resolve() {
                return never.join();
            }

            @Override
            public CompletableFuture<CopyBench.Key> resolveAsync() {
                return never;
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<Operation<String>> copy = NamedCopyType.of(bench).startAsync(GOLDEN, KEYED);
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);

            copy.cancel(true);

            assertThat(failure(bench).code()).isEqualTo("CancellationException");
        }
    }

    @Test
    void startAsync_thatIsCancelledWhileItIsSent_staysOpen() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.hang();
            CompletableFuture<Operation<String>> copy = NamedCopyType.of(bench).startAsync(GOLDEN, KEYED);

            copy.cancel(true);

            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "ACCEPTED"})
    void resumeAll_whileAnotherCallHoldsACopy_saysWhetherItMayBeUnderWay(Phase phase) {
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench);
            if (phase == Phase.ACCEPTED) {
                bench.nowAnswers(200, "{\"id\":\"op-1\"}");
                NamedCopyType.of(bench).start(GOLDEN, KEYED);
                assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            }
            OperationStore.Claim others = store.claim(key(bench)).join();

            ResumedCopy<String> resumed = resumeAll(bench, store).copies().get(0);

            others.close();
            String late = "another call was still working on the same copy after PT";
            if (resumed instanceof ResumedCopy.Ambiguous<String> open) {
                assertThat(phase).isEqualTo(Phase.ACCEPTED);
                assertThat(open.cause())
                        .isInstanceOf(AmbiguousOutcomeException.class)
                        .hasMessageContaining(late);
                assertThat(stored(bench).token()).contains(open.token());
            } else {
                assertThat(phase).isEqualTo(Phase.QUEUED);
                assertThat(((ResumedCopy.Failed<String>) resumed).cause())
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessageContaining(late)
                        .hasMessageContaining("and nothing was sent");
            }
        }
    }

    @Test
    void resumeAll_ofAKindThatTheClientDoesNotKnow_namesThoseThatItKnows() {
        try (CopyBench bench = new CopyBench(setup)) {
            store.save(StoredOperation.queued(
                            key(bench), new StoredRequest("move-image", "{}"), "here", "golden", bench.time.now()))
                    .join();

            assertThat(resumeAll(bench, store).copies())
                    .singleElement()
                    .isInstanceOfSatisfying(ResumedCopy.Refused.class, refused -> assertThat(refused.reason())
                            .contains("CopyClient knows no copy of kind 'move-image'; it knows ['copy-image']"));
        }
    }

    @Test
    void resumeAll_reportsTheDamageOfTheStore() {
        OperationStore.Damage damage = new OperationStore.Damage(1, "the file ends too early");
        try (CopyBench bench = new CopyBench(setup)) {
            ResumeReport<String> report =
                    resumeAll(bench, new DamagedStore(List.of(Optional.empty(), Optional.of(damage))));

            assertThat(report.damage()).contains(damage);
        }
    }

    @Test
    void resumeAll_whenTheStoreFailsAtLast_reportsTheDamageKnownBefore() {
        OperationStore.Damage damage = new OperationStore.Damage(1, "the file ends too early");
        try (CopyBench bench = new CopyBench(setup)) {
            List<ResumeReport<String>> reports = new ArrayList<>();

            List<String> log =
                    CapturedLog.of(() -> reports.add(resumeAll(bench, new DamagedStore(List.of(Optional.of(damage))))));

            assertThat(reports).singleElement().satisfies(report -> assertThat(report.damage())
                    .contains(damage));
            assertThat(log).anyMatch(line -> line.contains("The operation store threw"));
        }
    }

    /** An empty store that tells of one damage after another, and then fails. */
    private static final class DamagedStore extends ForwardingOperationStore {
        private final List<Optional<Damage>> damages;

        DamagedStore(List<Optional<Damage>> damages) {
            super(new InMemoryOperationStore());
            this.damages = new ArrayList<>(damages);
        }

        @Override
        public Optional<Damage> damage() {
            if (damages.isEmpty()) {
                throw new IllegalStateException("closed");
            }
            return damages.remove(0);
        }
    }
}
