package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that wait for a place among the client's exchanges: nothing of them has been sent. */
class QueuedCopyTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
    private final Full places = new Full(cluster.transport());
    private final ServiceFabricClient client =
            TestClients.inProcess(cluster, time).transport(places).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    private Operation<CopiedContent> start() {
        return client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
    }

    @Test
    void copy_untilItLeavesTheQueue_isQueued() {
        Operation<CopiedContent> copy = start();

        assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        assertThat(copy.poll().state()).isEqualTo(OperationState.QUEUED);
        assertThat(cluster.copies()).isEmpty();

        places.free();
        assertThat(time.runUntilDone(copy.awaitAsync(Duration.ofHours(1)))).isCompleted();
        assertThat(cluster.copies()).hasSize(1);
    }

    @RepeatedTest(50) // the end of the call and that of the wait come in any order
    void close_whileACopyIsQueued_saysThatNothingWasSent() {
        Operation<CopiedContent> copy = start();
        CompletableFuture<CopiedContent> wait = copy.awaitAsync(Duration.ofHours(1));

        client.close();

        assertThat(catchThrowable(wait::join)).cause().satisfies(QueuedCopyTest::saysThatNothingBegan);
        assertThat(catchThrowable(() -> copy.await(Duration.ofHours(1))))
                .satisfies(QueuedCopyTest::saysThatNothingBegan);
        places.free();
        assertThat(cluster.copies()).isEmpty();
    }

    private static void saysThatNothingBegan(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("before anything was sent, so nothing has begun");
    }

    @Test
    void close_whenTheCopyWasSent_saysThatItGoesOn() {
        Operation<CopiedContent> copy = start();
        places.holdsAnswers = true;
        places.free();
        CompletableFuture<CopiedContent> wait = copy.awaitAsync(Duration.ofHours(1));

        client.close();

        assertThat(catchThrowable(wait::join)).hasMessageContaining("do not start it again");
    }

    @Test
    void cancel_whileACopyIsQueued_takesItOutOfTheQueue() {
        Operation<CopiedContent> copy = start();

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);

        assertThat(copy.poll().state()).isEqualTo(OperationState.CANCELLED);
        places.free();
        assertThat(cluster.copies()).isEmpty();
    }

    /** Whatever becomes of the future that the transport returned: a decorator may return another one. */
    @Test
    void cancel_whileACopyIsQueued_keepsItsTurnFromComing() {
        places.isDecorated = true;
        Operation<CopiedContent> copy = start();

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);
        assertThat(copy.cancel()).isNotInstanceOf(CancelResult.NotSupported.class); // nor the second time

        places.free();
        assertThat(copy.poll().state()).isEqualTo(OperationState.CANCELLED);
        assertThat(cluster.copies()).isEmpty();
    }

    @RepeatedTest(200)
    void cancel_whenTheTurnComesAtThatMoment_saysWhatBecameOfTheCopy() throws Exception {
        Operation<CopiedContent> copy = start();
        CountDownLatch both = new CountDownLatch(2);
        Thread turn = new Thread(() -> {
            meet(both);
            places.freeAll();
        });
        turn.start();
        meet(both);

        CancelResult result = copy.cancel();
        turn.join();

        assertThat(cluster.copies()).hasSize(result instanceof CancelResult.Requested ? 0 : 1);
        assertThat(copy.poll().state() == OperationState.CANCELLED).isEqualTo(result instanceof CancelResult.Requested);
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        while (both.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void cancel_whenAnotherWorkerHasSentTheCopyMeanwhile_leavesItsRecord() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.script(Timeline.lasting(Duration.ofHours(2)));
        CopyImageStoreContentRequest request = TestClients.copy("App\\v1", "App\\v2");
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                        .transport(places)
                        .operationStore(store)
                        .build();
                ServiceFabricClient sending = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .build()) {
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
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                        .transport(places)
                        .operationStore(store)
                        .build();
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .build()) {
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
    void copy_withADeadlineOfTheCallers_waitsNoLongerThanThat() {
        Operation<CopiedContent> copy = client.copyImage(
                TestClients.copy("App\\v1", "App\\v2"),
                CallOptions.builder().callTimeout(Duration.ofSeconds(3)).build());

        assertThat(places.longestWait).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
    }

    @Test
    void copy_whoseStoreFailsWhenItsTurnComes_isNotSent() {
        FailingStore store = new FailingStore();
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
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
        FailingStore store = new FailingStore();
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
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
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
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
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                        .transport(places)
                        .operationStore(store)
                        .build();
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            time.runUntilDone(Taker.BY_KEY.takeUp(other, store).awaitAsync(Duration.ofHours(2)));

            places.freeAll();

            assertThat(queued.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(time.runUntilDone(waits)).isCompleted();
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copy_whoseTransportDoesNotAsk_isSentAtItsTurn(boolean isStored) {
        places.asks = false;
        ServiceFabricClient.Builder builder =
                TestClients.inProcess(cluster, time).transport(places);
        if (isStored) {
            builder.operationStore(new InMemoryOperationStore());
        }
        try (ServiceFabricClient waiting = builder.build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"));
            CompletableFuture<CopiedContent> waits = queued.awaitAsync(Duration.ofDays(1));
            time.advance(Duration.ofHours(1));

            places.free();

            assertThat(time.runUntilDone(waits)).isCompleted();
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    /** All sends of a copy together have the attempts of one call, also after somebody else has sent it. */
    @Test
    void copy_thatWasOvertakenBeforeItsLastAttempt_hasThatOneLeft() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(100));
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                        .transport(places)
                        .operationStore(store)
                        .build();
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .transport(new Full(cluster.transport()))
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

    /** A store that can be made to fail. */
    private static final class FailingStore implements OperationStore {
        private final OperationStore over = new InMemoryOperationStore();
        private boolean fails;

        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            return over.claim(key);
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return over.find(key);
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            return fails
                    ? CompletableFuture.failedFuture(new IllegalStateException("disk full"))
                    : over.save(operation);
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            return over.operations(provider, scope);
        }

        @Override
        public void close() {
            over.close();
        }
    }

    @Test
    void cancel_whenTheCopyWasSent_isNotSupported() {
        Operation<CopiedContent> copy = start();
        places.holdsAnswers = true;
        places.free();

        assertThat(copy.cancel()).isInstanceOf(CancelResult.NotSupported.class);
    }

    @Test
    void copy_whoseFirstAttemptDidNotArrive_isQueuedUntilTheNext() {
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(1));
        Operation<CopiedContent> copy = start();
        places.free();

        assertThat(copy.poll().state()).isEqualTo(OperationState.QUEUED);
        CompletableFuture<CopiedContent> wait = copy.awaitAsync(Duration.ofHours(1));
        client.close();

        assertThat(catchThrowable(wait::join)).cause().satisfies(QueuedCopyTest::saysThatNothingBegan);
        assertThat(cluster.copies()).isEmpty();
    }

    @Test
    void cancel_betweenTwoAttemptsOfWhichNoneArrived_preventsTheNext() {
        cluster.failNext(Fault.refuseConnection().on("copyImage").times(1));
        Operation<CopiedContent> copy = start();
        places.free();

        assertThat(copy.cancel()).isInstanceOf(CancelResult.Requested.class);

        assertThat(copy.poll().state()).isEqualTo(OperationState.CANCELLED);
        assertThat(time.pendingTasks()).isZero();
    }

    /** So that the same key starts it at once, and not only when the cluster's time for it would have been over. */
    @Test
    void close_whileAStoredCopyIsQueued_isStoredAsNotBegun() {
        InMemoryOperationStore store = new InMemoryOperationStore();
        try (ServiceFabricClient storing = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
            storing.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED).awaitAsync(Duration.ofHours(1));
        }
        assertThat(store.find(client.copies().key("nightly"))
                        .join()
                        .orElseThrow()
                        .outcome())
                .hasValueSatisfying(end -> assertThat(end.begun()).isFalse());
        assertThat(cluster.copies()).isEmpty();

        try (ServiceFabricClient next =
                TestClients.inProcess(cluster, time).operationStore(store).build()) {
            Operation<CopiedContent> copy = next.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(1)));
        }
        assertThat(cluster.copies()).hasSize(1);
    }

    /** Holds what stays open, until a place becomes free. */
    private static final class Full implements HttpTransport {
        private final HttpTransport over;
        private final List<Runnable> queued = new ArrayList<>();
        private boolean holdsAnswers;
        private Duration longestWait = Duration.ZERO;
        private boolean isDecorated;
        private boolean asks = true;

        Full(HttpTransport over) {
            this.over = over;
        }

        /** What a turn throws ends its exchange. */
        void freeAll() {
            Throwable unused = catchThrowable(this::free);
        }

        boolean hasQueued() {
            return !queued.isEmpty();
        }

        void free() {
            List<Runnable> turns = List.copyOf(queued);
            queued.clear();
            turns.forEach(Runnable::run);
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return over.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            SendOrder order = SendOrder.of(request);
            if (!order.staysOpen()) {
                return over.sendAsync(request, timeout);
            }
            SendOrder.Turn turn = Objects.requireNonNull(order.turnOrNull());
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            longestWait = turn.longestWait();
            queued.add(() -> {
                if (!answer.isDone()) {
                    CompletableFuture<?> permitted = asks ? turn.permitted() : CompletableFuture.completedFuture(null);
                    permitted.whenComplete((value, thrown) -> {
                        if (thrown == null) {
                            sendNow(request, turn, answer);
                        } else {
                            answer.completeExceptionally(thrown);
                        }
                    });
                }
            });
            return isDecorated ? answer.thenApply(response -> response) : answer;
        }

        private void sendNow(HttpRequest request, SendOrder.Turn turn, CompletableFuture<HttpResponse> answer) {
            Duration timeout;
            try {
                timeout = turn.comes();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
            }
            if (!holdsAnswers) {
                over.sendAsync(request, timeout).whenComplete((response, thrown) -> {
                    if (thrown == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                });
            }
        }

        @Override
        public void close() {
            over.close();
        }
    }
}
