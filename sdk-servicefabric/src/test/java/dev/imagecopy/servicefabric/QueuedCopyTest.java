package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Copies that wait for a place among the client's exchanges: nothing of them has been sent. */
class QueuedCopyTest {
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
        CallOptions keyed = CallOptions.builder().idempotencyKey("nightly").build();
        try (ServiceFabricClient storing = TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build()) {
            storing.copyImage(TestClients.copy("App\\v1", "App\\v2"), keyed).awaitAsync(Duration.ofHours(1));
        }
        assertThat(store.find(client.copies().key("nightly"))
                        .join()
                        .orElseThrow()
                        .outcome())
                .hasValueSatisfying(end -> assertThat(end.begun()).isFalse());
        assertThat(cluster.copies()).isEmpty();

        try (ServiceFabricClient next =
                TestClients.inProcess(cluster, time).operationStore(store).build()) {
            Operation<CopiedContent> copy = next.copyImage(TestClients.copy("App\\v1", "App\\v2"), keyed);
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(1)));
        }
        assertThat(cluster.copies()).hasSize(1);
    }

    /** Holds what stays open, until a place becomes free. */
    private static final class Full implements HttpTransport {
        private final HttpTransport over;
        private Runnable queued = () -> {};
        private boolean holdsAnswers;

        Full(HttpTransport over) {
            this.over = over;
        }

        void free() {
            queued.run();
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
            Duration unused = turn.longestWait();
            queued = () -> {
                if (!answer.isDone()) {
                    sendNow(request, turn, answer);
                }
            };
            return answer;
        }

        private void sendNow(HttpRequest request, SendOrder.Turn turn, CompletableFuture<HttpResponse> answer) {
            Duration timeout = turn.comes();
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
