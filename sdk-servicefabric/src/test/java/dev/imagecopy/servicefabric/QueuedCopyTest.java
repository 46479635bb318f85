package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that wait for a place among the client's exchanges: nothing of them has been sent. */
class QueuedCopyTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
    private final FullPlaces places = new FullPlaces(cluster.transport());
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
    void copy_withADeadlineOfTheCallers_waitsNoLongerThanThat() {
        Operation<CopiedContent> copy = client.copyImage(
                TestClients.copy("App\\v1", "App\\v2"),
                CallOptions.builder().callTimeout(Duration.ofSeconds(3)).build());

        assertThat(places.longestWait).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
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
}
