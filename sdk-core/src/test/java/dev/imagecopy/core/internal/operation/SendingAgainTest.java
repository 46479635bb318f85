package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls that send a copy again: the store knows of it before it is sent, and nobody sends what somebody else sent again. */
class SendingAgainTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final FragileStore store = new FragileStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    SendingAgainTest() {
        setup.store = Optional.of(store);
    }

    private static OperationKey key(CopyBench bench) {
        return NamedCopyType.of(bench).key("nightly");
    }

    private StoredOperation stored(CopyBench bench) {
        return store.memory.find(key(bench)).join().orElseThrow();
    }

    private static long copiesSent(CopyBench bench) {
        return bench.transport.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /** Starts a copy that the service forgets, so that each poll wants to send it again. */
    private static Operation<String> startForgotten(CopyBench bench) {
        bench.nowAnswers(200, "{\"id\":\"op-1\"}");
        Operation<String> copy = NamedCopyType.of(bench).start(new NamedCopy("golden"), KEYED);
        bench.type.resends = true;
        return copy;
    }

    private Operation<String> takeUp(CopyBench bench) {
        Copies<String> copies = NamedCopyType.of(bench);
        ResumedCopy<String> resumed = bench.time
                .runUntilDone(copies.resumeAsync(store, key(bench), ResumePolicy.standard(), CallOptions.defaults()))
                .join();
        return resumed instanceof ResumedCopy.Adopted<String> adopted
                ? adopted.operation()
                : ((ResumedCopy.Settled<String>) resumed).operation();
    }

    @ParameterizedTest
    @EnumSource
    void poll_thatSendsAgain_storesThatBeforeItSends(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            bench.type.known = handle -> new OperationHandle(
                    handle.place(), handle.start(), handle.operationId(), handle.name(), Map.of("sentAgain", "yes"));
            bench.transport.answerWith(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(stored(bench).sends()).isEqualTo(2);
                assertThat(stored(bench).token()).contains(copy.resumeToken());
                assertThat(store.isFree(key(bench))).isTrue();
                return CopyBench.json(200, "{\"id\":\"op-1\"}");
            });

            OperationSnapshot<String> snapshot = style.poll(bench, copy);

            assertThat(snapshot.providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(ResumeTokenCodec.decode(copy.resumeToken()).detail("sentAgain"))
                    .isEqualTo("yes");
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
        }
    }

    @Test
    void poll_thatSendsAgain_mayDoSoEachTime() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);

            copy.poll();
            copy.poll();

            assertThat(copy.latest().providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(stored(bench).sends()).isEqualTo(3);
            assertThat(copiesSent(bench)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenAnotherProcessHasSentItAgain_sendsNothingUntilThatHadItsChance(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            StoredOperation byAnother = stored(bench).sendingAgain(copy.resumeToken(), bench.time.now());
            store.save(byAnother).join();

            assertThat(style.poll(bench, copy).providerStatus()).isEqualTo("SENT_BY_ANOTHER");

            assertThat(copiesSent(bench)).isOne();
            assertThat(stored(bench)).isEqualTo(byAnother);
            assertThat(store.isFree(key(bench))).isTrue();
            assertThat(style.poll(bench, copy).providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(stored(bench).sends()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SENDING", "ACCEPTED"})
    void poll_ofACopyTakenUpFromTheStore_sendsItAgain(Phase phase) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> first = startForgotten(bench);
            if (phase == Phase.SENDING) {
                store.save(stored(bench).sending(first.resumeToken(), bench.time.now()))
                        .join();
            }
            int sends = stored(bench).sends();
            Operation<String> copy = takeUp(bench);

            assertThat(copy.poll().providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(stored(bench).sends()).isEqualTo(sends + 1);
            assertThat(stored(bench).phase()).isEqualTo(phase);
        }
    }

    /** Whoever holds only the token does not know whether the copy has been sent again. */
    @Test
    void poll_ofACopyFoundWithItsTokenAlone_sendsNothingAtFirst() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.transport.fail(CopyBench.lost());
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(new NamedCopy("golden"), KEYED))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            bench.type.reconciles = true;
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");
            Operation<String> copy =
                    bench.runtime.resume(stored(bench).token().orElseThrow(), List.of(new NamedCopyType(bench.type)));
            copy.poll();
            assertThat(copy.id()).isEqualTo("op-7");
            bench.type.resends = true;

            assertThat(copy.poll().providerStatus()).isEqualTo("SENT_BY_ANOTHER");
            assertThat(copiesSent(bench)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_withoutAStore_sendsAgainAsItLikes(Style style) {
        try (CopyBench bench = new CopyBench()) {
            Operation<String> copy = bench.start();
            bench.nowAnswers(200, "{\"id\":\"op-1\"}");
            bench.type.resends = true;

            assertThat(style.poll(bench, copy).providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(copiesSent(bench)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenTheStoreFails_sendsNothingUntilItWorksAgain(Fault fault) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            store.fault = Optional.of(fault);

            assertThatThrownBy(copy::poll)
                    .isInstanceOf(OperationStoreException.class)
                    .hasMessageContaining("the operation store did not record that the copy is sent, so it was not")
                    .rootCause()
                    .hasMessage(fault.message());

            assertThat(copiesSent(bench)).isOne();
            assertThat(store.isFree(key(bench))).isTrue();
            store.fault = Optional.empty();
            assertThat(copy.poll().providerStatus()).isEqualTo("SENT_AGAIN");
            assertThat(stored(bench).sends()).isEqualTo(2);
        }
    }

    @Test
    void poll_whenTheStoreHasTheCopyQueued_sendsNothing() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            StoredOperation accepted = stored(bench);
            store.save(StoredOperation.queued(accepted.key(), accepted.request(), "here", "golden", bench.time.now()))
                    .join();

            assertThatThrownBy(copy::poll)
                    .isInstanceOf(OperationStoreException.class)
                    .hasRootCauseMessage("the store has no copy under way under this key");

            assertThat(copiesSent(bench)).isOne();
            assertThat(store.isFree(key(bench))).isTrue();
        }
    }

    @Test
    void poll_whenAnotherHasSeenTheCopyEnd_endsTheSameWayAndSendsNothing() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            StoredOperation ended = endedByAnother(bench, copy);
            store.save(ended).join();

            OperationSnapshot<String> end = copy.poll();

            assertThat(end.state()).isEqualTo(ended.outcome().orElseThrow().state());
            assertThat(end.result()).isPresent();
            assertThat(copiesSent(bench)).isOne();
            assertThat(stored(bench)).isEqualTo(ended);
            assertThat(store.isFree(key(bench))).isTrue();
        }
    }

    private StoredOperation endedByAnother(CopyBench bench, Operation<String> copy) {
        bench.type.resends = false;
        bench.nowSucceeds();
        bench.runtime
                .resume(copy.resumeToken(), List.of(new NamedCopyType(bench.type)))
                .poll();
        bench.type.resends = true;
        assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        return stored(bench);
    }

    @Test
    void poll_whenTheStoreHasForgottenTheCopy_sendsNothing() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            store.forgets = true;

            assertThatThrownBy(copy::poll)
                    .isInstanceOf(OperationStoreException.class)
                    .hasRootCauseMessage("the store has no copy under way under this key");

            assertThat(copiesSent(bench)).isOne();
            assertThat(store.isFree(key(bench))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SAVED_YET_FAILED", mode = EnumSource.Mode.EXCLUDE)
    void end_whenTheStoreFails_isToldToTheCallerAndTheFailureToTheLog(Fault fault) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            bench.type.resends = false;
            bench.nowSucceeds();
            store.fault = Optional.of(fault);

            List<String> log = CapturedLog.of(copy::poll);

            assertThat(copy.latest().result()).contains("img-1");
            assertThat(log).anyMatch(line -> line.contains("The operation store threw"));
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(store.isFree(key(bench))).isTrue();
        }
    }

    @Test
    void end_whenTheStoreWorksOrHasForgottenTheCopy_isNotWorthAWarning() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = startForgotten(bench);
            bench.type.resends = false;
            bench.nowSucceeds();

            List<String> log = CapturedLog.of(() -> {
                copy.poll();
                Operation<String> again =
                        bench.runtime.resume(copy.resumeToken(), List.of(new NamedCopyType(bench.type)));
                store.forgets = true;
                again.poll();
            });

            assertThat(log).noneMatch(line -> line.contains("The operation store threw"));
            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        }
    }

    /** Where a store may fail. */
    enum Fault {
        CLAIM_THROWS,
        CLAIM,
        FIND,
        FIND_THROWS,
        FIND_IS_AN_ERROR,
        FIND_IS_NULL,
        SAVE,
        SAVE_THROWS,
        SAVE_IS_NULL,
        SAVED_YET_FAILED;

        String message() {
            return name().endsWith("NULL") ? "the store answered with null" : name();
        }
    }

    /** A store that may fail, or lose what it contained. */
    private static final class FragileStore implements OperationStore {
        private final InMemoryOperationStore memory = new InMemoryOperationStore();
        private Optional<Fault> fault = Optional.empty();
        private boolean forgets;

        /** Whether nobody holds the claim of a key. */
        boolean isFree(OperationKey key) {
            CompletableFuture<Claim> claim = memory.claim(key);
            boolean free = claim.isDone();
            claim.thenAccept(Claim::close);
            return free;
        }

        private <V> CompletableFuture<V> unless(Fault failing, Supplier<CompletableFuture<V>> answer) {
            return fault.equals(Optional.of(failing))
                    ? CompletableFuture.failedFuture(new IllegalStateException(failing.name()))
                    : answer.get();
        }

        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            throwIf(Fault.CLAIM_THROWS);
            return unless(Fault.CLAIM, () -> memory.claim(key));
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            throwIf(Fault.FIND_THROWS);
            if (fault.equals(Optional.of(Fault.FIND_IS_AN_ERROR))) {
                throw new StackOverflowError(Fault.FIND_IS_AN_ERROR.name());
            }
            if (fault.equals(Optional.of(Fault.FIND_IS_NULL))) {
                return null;
            }
            return unless(
                    Fault.FIND, () -> forgets ? CompletableFuture.completedFuture(Optional.empty()) : memory.find(key));
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            throwIf(Fault.SAVE_THROWS);
            if (fault.equals(Optional.of(Fault.SAVE_IS_NULL))) {
                return null;
            }
            if (fault.equals(Optional.of(Fault.SAVED_YET_FAILED))) {
                memory.save(operation).join();
            }
            return unless(
                    Fault.SAVED_YET_FAILED,
                    () -> unless(Fault.SAVE, () -> memory.save(operation).thenApply(done -> done)));
        }

        private void throwIf(Fault failing) {
            if (fault.equals(Optional.of(failing))) {
                throw new IllegalStateException(failing.name());
            }
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
