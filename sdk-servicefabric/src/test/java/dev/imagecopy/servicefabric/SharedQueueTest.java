package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that wait for a place among the client's exchanges, and that other workers know from the store. */
class SharedQueueTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
    private final FullPlaces places = new FullPlaces(cluster.transport());

    @AfterEach
    void close() {
        cluster.close();
    }

    private ServiceFabricClient queueing(OperationStore store) {
        return TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build();
    }

    private ServiceFabricClient direct(OperationStore store) {
        return TestClients.inProcess(cluster, time).operationStore(store).build();
    }

    /** How the same copy is taken up while it waits here. */
    private enum Taker {
        BY_KEY {
            @Override
            Operation<CopiedContent> takeUp(ServiceFabricClient client, OperationStore store) {
                return client.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            }
        },
        BY_RESUMING {
            @Override
            Operation<CopiedContent> takeUp(ServiceFabricClient client, OperationStore store) {
                return client.copies()
                        .resumeAll(store, ResumePolicy.standard())
                        .copies()
                        .get(0)
                        .handle()
                        .orElseThrow();
            }
        };

        abstract Operation<CopiedContent> takeUp(ServiceFabricClient client, OperationStore store);
    }

    @ParameterizedTest
    @CsvSource({
        "BY_KEY, false, true",
        "BY_KEY, true, true",
        "BY_RESUMING, false, true",
        "BY_RESUMING, true, true",
        "BY_KEY, false, false",
        "BY_RESUMING, true, false"
    })
    void copy_thatIsTakenUpWhileItWaits_isSentOnce(Taker taker, boolean byTheSameClient, boolean transportAsks) {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.script(Timeline.lasting(Duration.ofSeconds(30)));
        places.asks = transportAsks;
        try (ServiceFabricClient waiting = queueing(store);
                ServiceFabricClient other = direct(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            Operation<CopiedContent> taken = taker.takeUp(byTheSameClient ? waiting : other, store);
            CompletableFuture<CopiedContent> takes = taken.awaitAsync(Duration.ofDays(1));
            for (int minute = 0; minute < 60 && !(waits.isDone() && takes.isDone()); minute++) {
                time.advance(Duration.ofMinutes(1));
                while (minute >= 20 && places.hasQueued()) {
                    places.freeAll();
                    time.advance(Duration.ofMillis(10));
                }
            }

            assertThat(waits).isCompleted();
            assertThat(takes).isCompleted();
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @Test
    void cancel_whenAnotherWorkerHasSentTheCopyMeanwhile_leavesItsRecord() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.script(Timeline.lasting(Duration.ofHours(2)));
        CopyImageStoreContentRequest request = TestClients.copy("App\\v1", "App\\v2");
        try (ServiceFabricClient waiting = queueing(store);
                ServiceFabricClient sending = direct(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(request, KEYED);
            sending.copyImage(request, KEYED).awaitAsync(Duration.ofHours(1));
            while (cluster.arrivals("copyImage") == 0) {
                time.advance(Duration.ofSeconds(1));
            }

            assertThat(queued.cancel()).isInstanceOf(CancelResult.NotSupported.class);

            assertThat(queued.poll().state()).isEqualTo(OperationState.RUNNING);
            assertThat(store.find(waiting.copies().key("nightly"))
                            .join()
                            .orElseThrow()
                            .phase())
                    .isNotEqualTo(StoredOperation.Phase.FINAL);
        }
    }

    @Test
    void copy_whoseStoreFailsWhenItsTurnComes_isNotSent() {
        FaultyStore store = new FaultyStore();
        try (ServiceFabricClient waiting = queueing(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.advance(Duration.ofHours(1));
            store.fails = true;

            places.free();

            assertThat(queued.poll().providerStatus()).isEqualTo("VERIFYING");
            assertThat(cluster.copies()).isEmpty();

            store.fails = false; // the copy goes on
            CompletableFuture<CopiedContent> wait = queued.awaitAsync(Duration.ofHours(1));
            while (!wait.isDone()) {
                time.advance(Duration.ofSeconds(10));
                places.freeAll();
            }
            assertThat(wait).isCompleted();
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @Test
    void cancel_whenTheStoreFails_saysSoAndDoesNotSendTheCopyNow() {
        FaultyStore store = new FaultyStore();
        try (ServiceFabricClient waiting = queueing(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            store.fails = true;

            assertThatThrownBy(queued::cancel).isInstanceOf(OperationStoreException.class);

            places.freeAll();
            assertThat(queued.poll().providerStatus()).isEqualTo("VERIFYING");
            assertThat(cluster.copies()).isEmpty();
        }
    }

    @Test
    void cancel_whileNobodyPolls_isInTheStoreAtOnce() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        try (ServiceFabricClient waiting = queueing(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);

            assertThat(queued.cancel()).isInstanceOf(CancelResult.Requested.class);

            assertThat(queued.latest().state()).isEqualTo(OperationState.CANCELLED);
            assertThat(store.find(waiting.copies().key("nightly"))
                            .join()
                            .orElseThrow()
                            .outcome())
                    .hasValueSatisfying(end -> assertThat(end.begun()).isFalse());
        }
    }

    /** The store says how the copy ended that another worker has taken over. */
    @Test
    void copy_thatAnotherWorkerSawEnd_endsTheSameWayAtItsTurn() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        try (ServiceFabricClient waiting = queueing(store);
                ServiceFabricClient other = direct(store)) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            time.runUntilDone(Taker.BY_KEY.takeUp(other, store).awaitAsync(Duration.ofHours(2)));

            places.freeAll();

            assertThat(queued.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(time.runUntilDone(waits)).isCompleted();
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    /** All sends of a copy together have the attempts of one call, also after somebody else has sent it. */
    @Test
    void copy_thatWasOvertakenBeforeItsLastAttempt_hasThatOneLeft() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(100));
        try (ServiceFabricClient waiting = queueing(store);
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .transport(new FullPlaces(cluster.transport()))
                        .operationStore(store)
                        .build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            for (int attempt = 1; attempt <= 3; attempt++) {
                places.free();
                time.advance(Duration.ofSeconds(5));
            }
            Operation<CopiedContent> taken = Taker.BY_KEY.takeUp(other, store);
            CompletableFuture<CopiedContent> unused = taken.awaitAsync(Duration.ofDays(1));
            time.advance(Duration.ofHours(1)); // it has told the store that it sends the copy
            places.freeAll();

            for (int minute = 0; minute < 120 && !waits.isDone(); minute++) {
                time.advance(Duration.ofMinutes(1));
                places.freeAll();
            }

            assertThat(cluster.arrivals("copyImage")).isLessThanOrEqualTo(4);
        }
    }

    /** What another worker has sent does not look like ours when the store has told us of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void record_ofACopyThatAnotherWorkerHasSent_isItsOwnWhateverBecomesOfOurs(boolean closed) {
        InMemoryOperationStore store = new InMemoryOperationStore();
        FaultyStore held = new FaultyStore(store);
        cluster.script(Timeline.lasting(Duration.ofSeconds(50)));
        try (ServiceFabricClient sending = direct(store)) {
            ServiceFabricClient waiting = queueing(held);
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            CompletableFuture<CopiedContent> sends =
                    Taker.BY_KEY.takeUp(sending, store).awaitAsync(Duration.ofDays(1));
            while (cluster.arrivals("copyImage") == 0) {
                time.advance(Duration.ofSeconds(1));
            }
            held.afterClaim = () -> {
                if (closed) {
                    waiting.close();
                } else {
                    assertThat(queued.cancel()).isInstanceOf(CancelResult.NotSupported.class);
                }
            };

            places.freeAll();

            assertThat(stored(store, waiting).phase()).isEqualTo(StoredOperation.Phase.ACCEPTED);
            time.runUntilDone(sends);
            assertThat(stored(store, waiting).outcome())
                    .hasValueSatisfying(end -> assertThat(end.begun()).isTrue());
            assertThat(cluster.copies()).hasSize(1);
            assertThat(waits.isDone()).isEqualTo(closed);
            waiting.close();
        }
    }

    /** Whoever is told that somebody else sends the copy now waits as long as that may take. */
    @Test
    void copy_thatWasOvertaken_leavesTheOtherTheTimeToConnect() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.script(Timeline.lasting(Duration.ofSeconds(9)));
        cluster.script(Timeline.lasting(Duration.ofSeconds(9)));
        CopyImageStoreContentRequest request = CopyImageStoreContentRequest.builder()
                .remoteSource("App\\v1")
                .remoteDestination("App\\v2")
                .serverTimeout(Duration.ofSeconds(10))
                .build();
        FullPlaces slowToConnect = new FullPlaces(new LateTransport(cluster.transport(), time, Duration.ofSeconds(14)));
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                        .transport(slowToConnect)
                        .operationStore(store)
                        .build();
                ServiceFabricClient other = direct(store)) {
            CompletableFuture<CopiedContent> waits =
                    waiting.copyImage(request, KEYED).awaitAsync(Duration.ofDays(1));
            CompletableFuture<CopiedContent> takes =
                    other.copyImage(request, KEYED).awaitAsync(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(20));

            slowToConnect.freeAll();
            for (int i = 0; i < 600; i++) {
                time.advance(Duration.ofMillis(100));
            }

            assertThat(cluster.arrivals("copyImage")).isOne();
            assertThat(waits).isCompleted();
            assertThat(time.runUntilDone(takes)).isCompleted();
        }
    }

    @Test
    void close_whileNobodyWaitsForAQueuedCopy_isInTheStore() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        ServiceFabricClient waiting = queueing(store);
        Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);

        waiting.close();

        assertThat(stored(store, waiting).outcome())
                .hasValueSatisfying(end -> assertThat(end.begun()).isFalse());
        assertThat(queued.latest().state()).isEqualTo(OperationState.CANCELLED);
    }

    /** The store has not said whether another worker has taken the copy over. */
    @Test
    void close_whenTheStoreFails_doesNotSayThatNothingHasBegun() {
        FaultyStore store = new FaultyStore();
        ServiceFabricClient waiting = queueing(store);
        Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
        CompletableFuture<CopiedContent> wait = queued.awaitAsync(Duration.ofDays(1));
        store.fails = true;

        waiting.close();

        assertThatThrownBy(wait::join)
                .hasMessageContaining("before it sent anything")
                .hasMessageContaining("start it under its idempotency key");
        assertThat(queued.latest().state()).isEqualTo(OperationState.QUEUED);
    }

    private static StoredOperation stored(OperationStore store, ServiceFabricClient client) {
        return store.find(client.copies().key("nightly")).join().orElseThrow();
    }
}
