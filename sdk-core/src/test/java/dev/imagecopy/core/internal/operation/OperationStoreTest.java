package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.operation.StoredRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client with an operation store does with its copies. */
class OperationStoreTest {
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    OperationStoreTest() {
        setup.store = Optional.of(store);
    }

    private static Operation<String> start(CopyBench bench, boolean async, CallOptions options) {
        Copies<String> copies = NamedCopyType.of(bench);
        return async
                ? bench.time.runUntilDone(copies.startAsync(GOLDEN, options)).join()
                : copies.start(GOLDEN, options);
    }

    private StoredOperation stored(CopyBench bench) {
        return store.find(NamedCopyType.of(bench).key("nightly")).join().orElseThrow();
    }

    private static long copiesSent(CopyBench bench) {
        return bench.transport.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    private static String await(CopyBench bench, Operation<String> copy) {
        return bench.time.runUntilDone(copy.awaitAsync(CopyBench.HOUR)).join();
    }

    private static ResumeReport<String> resumeAll(CopyBench bench, OperationStore from, ResumePolicy policy) {
        return bench.time
                .runUntilDone(Style.parkedInThread(() -> NamedCopyType.of(bench).resumeAll(from, policy)))
                .join();
    }

    /** Leaves a copy as a process does that ends while it sends. */
    private void sendAndLoseTheReply() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.transport.fail(CopyBench.lost());
            assertThatThrownBy(() -> start(bench, false, KEYED)).isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_storesTheCopyBeforeItIsSent_whenItIsAcceptedAndAtItsEnd(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answerWith(request -> {
                assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
                return CopyBench.json(200, "{\"id\":\"op-1\"}");
            });

            Operation<String> copy = start(bench, async, KEYED);

            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(stored(bench).token()).contains(copy.resumeToken());
            bench.nowSucceeds();
            assertThat(await(bench, copy)).isEqualTo("img-1");
            assertThat(stored(bench).outcome()).hasValueSatisfying(outcome -> {
                assertThat(outcome.state()).isEqualTo(OperationState.SUCCEEDED);
                assertThat(outcome.imageId()).isEqualTo("img-1");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_underAKeyThatTheStoreHolds_continuesThatCopy(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            start(bench, async, KEYED);
            bench.nowSucceeds();

            Operation<String> adopted = start(bench, async, KEYED);
            assertThat(await(bench, adopted)).isEqualTo("img-1");
            bench.nowAnswers(500, "{}");
            Operation<String> restored = start(bench, async, KEYED);

            assertThat(restored.latest().result()).contains("img-1");
            assertThat(copiesSent(bench)).isOne();
        }
    }

    @Test
    void start_ofAnotherRequestUnderAKey_isRefusedBeforeAnyCall() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            start(bench, false, KEYED);

            assertThatThrownBy(() -> NamedCopyType.of(bench).start(new NamedCopy("other"), KEYED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idempotencyKey");
            assertThat(copiesSent(bench)).isOne();
        }
    }

    @Test
    void start_underAKeyWithoutAStore_isRefusedWhereTheServiceHasNoKeys() {
        try (CopyBench bench = new CopyBench()) {
            assertThatThrownBy(() -> start(bench, false, KEYED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("operationStore");
            assertThat(bench.transport.requests()).isEmpty();

            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            assertThat(start(bench, true, CallOptions.defaults()).id()).isEqualTo("op-1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheStoreCannotBeWritten_sendsNothing(boolean async) {
        setup.store = Optional.of(new FullStore());
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, async, CallOptions.defaults()))
                    .rootCause()
                    .hasMessage("No space left on device");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void start_whenTheStoreIsDamaged_sendsNothingWhereTheServiceHasNoKeys() {
        setup.store = Optional.of(new DamagedStore());
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> start(bench, false, KEYED))
                    .isInstanceOf(OperationStoreException.class)
                    .hasMessageContaining("damage");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_whenTheServiceRefuses_storesThatNothingBegan_andMayBeTriedAgain(boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(403, "{}");
            assertThatThrownBy(() -> start(bench, async, KEYED))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(PermissionDeniedException.class),
                            thrown -> assertThat(thrown).hasCauseInstanceOf(PermissionDeniedException.class));
            assertThat(stored(bench).outcome()).hasValueSatisfying(outcome -> {
                assertThat(outcome.begun()).isFalse();
                assertThat(outcome.failure().orElseThrow().code()).isEqualTo("Code403");
            });

            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            assertThat(start(bench, async, KEYED).id()).isEqualTo("op-1");
            assertThat(stored(bench).sends()).isEqualTo(2);
        }
    }

    @Test
    void resumeAll_ofACopyThatWasBeingSent_findsIt() {
        sendAndLoseTheReply();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");

            ResumeReport<String> report = resumeAll(bench, store, ResumePolicy.standard());

            assertThat(report.operations()).singleElement().satisfies(copy -> assertThat(copy.id())
                    .isEqualTo("op-7"));
            assertThat(report.copies().get(0)).isInstanceOf(ResumedCopy.Settled.class);
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(copiesSent(bench)).isZero();
        }
    }

    @Test
    void resumeAll_ofACopyThatLeftNoTrace_saysThatItIsOpen() {
        sendAndLoseTheReply();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(200, "{}");

            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOf(ResumedCopy.Ambiguous.class);
            assertThat(copiesSent(bench)).isZero();
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void resumeAll_ofACopyThatLeftNoTrace_sendsItWhereThePolicySaysThatNamesAreUnique() {
        sendAndLoseTheReply();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.otherwise(
                    request -> CopyBench.json(200, request.method().equals("POST") ? "{\"id\":\"op-8\"}" : "{}"));

            ResumeReport<String> report = resumeAll(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30)));

            assertThat(report.copies()).singleElement().isInstanceOf(ResumedCopy.Submitted.class);
            assertThat(report.operations().get(0).id()).isEqualTo("op-8");
            assertThat(copiesSent(bench)).isOne();
        }
    }

    @Test
    void resumeAll_submitsWhatIsQueued_andAdoptsWhatIsAccepted() {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            store.save(StoredOperation.queued(
                            copies.key("nightly"), copies.write(GOLDEN), "here", "golden", bench.time.now()))
                    .join();
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOf(ResumedCopy.Submitted.class);
            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOf(ResumedCopy.Adopted.class);
            bench.nowSucceeds();
            await(
                    bench,
                    resumeAll(bench, store, ResumePolicy.standard())
                            .operations()
                            .get(0));
            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOf(ResumedCopy.Finished.class);
            assertThat(copiesSent(bench)).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"429, QUEUED", "403, FINAL"})
    void resumeAll_whenTheServiceRefuses_saysWhyAndLeavesTheCopyToBeTriedAgainIfThatMayHelp(int status, Phase phase) {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            store.save(StoredOperation.queued(
                            copies.key("nightly"), copies.write(GOLDEN), "here", "golden", bench.time.now()))
                    .join();
            bench.nowAnswers(status, "{}");

            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOf(ResumedCopy.Failed.class);
            assertThat(stored(bench).phase()).isEqualTo(phase);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | The request is no JSON object",
                "[] | The request is no JSON object",
                "{\"version\":2,\"name\":\"golden\"} | The request is of version 2; this SDK reads version 1",
                "{\"name\":\"golden\"} | The request has no version",
                "{\"version\":1} | name is missing"
            })
    void resumeAll_ofARequestThatCannotBeRead_isRefusedAlone(String json, String reason) {
        try (CopyBench bench = new CopyBench(setup)) {
            OperationKey key = NamedCopyType.of(bench).key("nightly");
            StoredRequest request = new StoredRequest("copy-image", json);
            store.save(StoredOperation.queued(key, request, "here", "golden", bench.time.now()))
                    .join();

            assertThat(resumeAll(bench, store, ResumePolicy.standard()).copies())
                    .singleElement()
                    .isInstanceOfSatisfying(ResumedCopy.Refused.class, copy -> assertThat(copy.reason())
                            .contains(reason));
            assertThatThrownBy(() -> start(bench, false, KEYED)).isInstanceOf(OperationStoreException.class);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void resumeAsync_ofAnotherAccountsCopy_isRefused() {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            OperationKey others = new OperationKey("made-up", "project-2", "nightly");

            assertThatThrownBy(() -> copies.resumeAsync(store, others, ResumePolicy.standard(), CallOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("project-2");
            assertThat(CopyBench.failure(copies.resumeAsync(
                            store, copies.key("unknown"), ResumePolicy.standard(), CallOptions.defaults())))
                    .isInstanceOf(OperationStoreException.class);
        }
    }

    @Test
    void lookUp_findsWhatIsAtTheTarget_andWhatFailedThereCanBeDeleted() {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            bench.transport.answer(200, "{}");
            assertThat(copies.lookUp(GOLDEN, CallOptions.defaults())).isInstanceOf(TargetLook.Missing.class);
            bench.transport.answer(200, "{\"id\":\"op-3\"}");
            assertThat(copies.lookUpAsync(GOLDEN, CallOptions.defaults()).join())
                    .isInstanceOfSatisfying(TargetLook.InProgress.class, found -> assertThat(found.id())
                            .isEqualTo("op-3"));
            bench.transport.answer(200, "{}");
            copies.deleteAsync(
                            GOLDEN,
                            new TargetLook.Leftover<>("op-3", "ERROR", TargetLook.Match.NAME),
                            CallOptions.defaults())
                    .join();
            assertThat(bench.transport.requests().get(2).method()).isEqualTo("DELETE");
            assertThatThrownBy(() -> copies.lookUp(new NamedCopy(""), CallOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void requests_areWrittenReadAndNamedWithoutACall() {
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);

            assertThat(copies.read(copies.write(GOLDEN))).isEqualTo(GOLDEN);
            assertThat(copies.sourceId(GOLDEN)).isEqualTo("img-0");
            assertThat(copies.resultId("img-1")).isEqualTo("img-1");
            assertThat(copies.target(GOLDEN)).isEqualTo(new CopyTarget("made-up", "here", "project-1", "golden"));
            assertThatThrownBy(() -> copies.read(new StoredRequest("other", "{}")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'other'");
            assertThatThrownBy(() -> copies.start(new CopyRequest() {}, CallOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NamedCopy");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void aCopyThatFailed_isRestoredWithItsFailure() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            Operation<String> copy = start(bench, false, KEYED);
            bench.nowAnswers(200, "{\"status\":\"ERROR\"}");
            assertThatThrownBy(() -> await(bench, copy)).isNotNull();

            Operation<String> restored = start(bench, false, KEYED);

            assertThat(restored.latest().state()).isEqualTo(OperationState.FAILED);
            assertThat(restored.id()).isEqualTo("op-1");
            assertThat(restored.resumeToken()).isEqualTo(copy.resumeToken());
            assertThat(restored.latest().failure().orElseThrow().code()).isEqualTo("Disk");
            assertThat(restored.latest().evidence()).isEqualTo(Evidence.ANSWERED);
        }
    }

    /** Has lost a record. */
    private static final class DamagedStore extends FullStore {
        @Override
        public Optional<Damage> damage() {
            return Optional.of(new Damage(1, "line 7"));
        }
    }
}
