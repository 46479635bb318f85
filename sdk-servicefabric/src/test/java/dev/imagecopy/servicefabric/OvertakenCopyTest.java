package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queued copies of which the store says that somebody else has sent them, or says nothing. */
class OvertakenCopyTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
    private final FullPlaces places = new FullPlaces(cluster.transport());
    private final InMemoryOperationStore store = new InMemoryOperationStore();

    @AfterEach
    void close() {
        cluster.close();
    }

    private ServiceFabricClient client(FullPlaces transport, OperationStore known) {
        return TestClients.inProcess(cluster, time)
                .transport(transport)
                .operationStore(known)
                .build();
    }

    private void endsWithOneCopy(CompletableFuture<CopiedContent> waits) {
        for (int minute = 0; minute < 120 && !waits.isDone(); minute++) {
            time.advance(Duration.ofMinutes(1));
            places.freeAll();
        }
        assertThat(waits).isCompleted();
        assertThat(cluster.copies()).hasSize(1);
    }

    private void somebodyElseSends(ServiceFabricClient client) {
        StoredOperation known = stored(client);
        store.save(known.sendingAgain(known.token().orElseThrow(), time.now())).join();
    }

    private StoredOperation stored(ServiceFabricClient client) {
        return store.find(client.copies().key("nightly")).join().orElseThrow();
    }

    /** What was never sent costs no attempt. */
    @Test
    void copy_thatIsOvertakenAgainAndAgain_isSentAllTheSame() {
        try (ServiceFabricClient waiting = client(places, store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(2));
            for (int round = 0; round < 8; round++) {
                time.advance(Duration.ofHours(1));
                somebodyElseSends(waiting); // somebody else, which then dies
                places.freeAll();
            }
            assertThat(cluster.arrivals("copyImage")).isZero();

            endsWithOneCopy(waits);
        }
    }

    @Test
    void copy_thatWasRefusedAndThenOvertaken_hasTheAttemptsThatAreLeft() {
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(2));
        try (ServiceFabricClient waiting = client(places, store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(2));
            places.freeAll();
            time.advance(Duration.ofMinutes(1));
            places.freeAll();
            time.advance(Duration.ofMinutes(1));
            somebodyElseSends(waiting);

            endsWithOneCopy(waits);
        }
    }

    /** One lost answer of the store must not keep the copy from ending for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_whoseStoreDoesNotAnswer_leavesACopyThatGoesOn(boolean isTurnMissed) {
        FaultyStore hung = new FaultyStore(store);
        try (ServiceFabricClient waiting = client(places, hung)) {
            Operation<CopiedContent> queued = cancelledInVain(waiting, hung, isTurnMissed);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(2));

            endsWithOneCopy(waits);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_whoseStoreDoesNotAnswer_canBeRepeated(boolean isTurnMissed) {
        FaultyStore hung = new FaultyStore(store);
        try (ServiceFabricClient waiting = client(places, hung)) {
            Operation<CopiedContent> queued = cancelledInVain(waiting, hung, isTurnMissed);

            assertThat(queued.cancel()).isInstanceOf(CancelResult.Requested.class);

            assertThat(queued.latest().state()).isEqualTo(OperationState.CANCELLED);
            places.freeAll();
            assertThat(cluster.copies()).isEmpty();
        }
    }

    private Operation<CopiedContent> cancelledInVain(
            ServiceFabricClient waiting, FaultyStore hung, boolean isTurnMissed) {
        Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
        hung.hangs = true;
        CompletableFuture<CancelResult> cancel = queued.cancelAsync();
        if (isTurnMissed) {
            places.freeAll();
        }
        assertThat(time.runUntilDone(cancel)).isCompletedExceptionally();
        hung.hangs = false;
        return queued;
    }

    /** The question has the time of the call; then it is asked once more. */
    @Test
    void copy_whoseStoreDoesNotAnswerAtItsTurn_isSentOnceItDoes() {
        FaultyStore hung = new FaultyStore(store);
        try (ServiceFabricClient waiting = client(places, hung)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(2));
            time.advance(Duration.ofHours(1));
            hung.hangs = true;
            places.freeAll();
            time.advance(Duration.ofHours(1));
            hung.hangs = false;

            endsWithOneCopy(waits);
        }
    }

    @Test
    void cancel_thatLearnsOfTheEndFromTheStore_saysSo() {
        try (ServiceFabricClient waiting = client(places, store);
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.runUntilDone(other.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED)
                    .awaitAsync(Duration.ofHours(1)));

            assertThat(queued.cancel()).isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
        }
    }

    /** The attempt that was given up is still in the transport's queue when the next one is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copy_whoseAttemptWasGivenUp_isNotSentByBothAttempts(boolean asks) {
        for (int i = 0; i < 3; i++) {
            cluster.script(Timeline.lasting(Duration.ofSeconds(22)));
        }
        places.isDecorated = true;
        places.asks = asks;
        FullPlaces dead = new FullPlaces(cluster.transport());
        try (ServiceFabricClient waiting = client(places, store);
                ServiceFabricClient other = client(dead, store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            other.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED).awaitAsync(Duration.ofDays(1));
            advanceUntil(dead::hasQueued);
            assertThat(queued.cancel()).isInstanceOf(CancelResult.NotSupported.class);
            time.advance(Duration.ofSeconds(400)); // its own attempt is sent again, and queued
            places.freeAll();
            time.advance(Duration.ofSeconds(1));

            endsWithOneCopy(waits);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whosePermissionComesAfterItsTime_isSent(HeldStore.Question late) {
        HeldStore slow = new HeldStore();
        try (ServiceFabricClient waiting = client(places, slow)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.advance(Duration.ofSeconds(5));
            slow.holds.add(late);
            places.freeAll();
            time.advance(Duration.ofSeconds(80)); // nobody polls
            slow.answerAll();

            endsWithOneCopy(queued.awaitAsync(Duration.ofDays(1)));
        }
    }

    /** The second question is asked before the first one finds the other's send, and answered right after it. */
    @Test
    void copy_whoseTwoQuestionsAreAnsweredTogether_isNotSentBesideTheOthers() {
        HeldStore slow = new HeldStore(store);
        try (ServiceFabricClient waiting = client(places, slow)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(5));
            somebodyElseSends(waiting);
            slow.holds.add(HeldStore.Question.FIND);
            places.freeAll();
            time.advance(Duration.ofSeconds(80)); // the attempt ends, and the store is asked once more
            slow.answerAll();
            places.freeAll();
            time.advance(Duration.ofSeconds(10));
            assertThat(cluster.arrivals("copyImage")).isZero();

            endsWithOneCopy(waits);
        }
    }

    private void advanceUntil(BooleanSupplier reached) {
        for (int second = 0; second < 600 && !reached.getAsBoolean(); second++) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }
}
