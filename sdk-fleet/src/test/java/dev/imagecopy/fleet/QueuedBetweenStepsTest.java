package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A copy to a cluster that waits in its client's queue, and whose turn comes while no step has its row. */
class QueuedBetweenStepsTest {
    @Test
    void copy_whoseTurnComesBetweenTwoSteps_isSentWithTheNextStep() {
        try (TestFleet clouds = new TestFleet()) {
            AtomicReference<Places> places = new AtomicReference<>();
            clouds.workers.remove(0);
            TestWorker worker = clouds.addWorker(clouds.time, network -> {
                places.set(new Places(network, new ArrayList<>()));
                return places.get();
            });
            worker.fleet.submit(Stream.of(CopyJob.copy("fabric", TestClients.fabric("App\\golden"))));
            clouds.runUntil(() -> clouds.only().acceptedAt().isPresent());
            clouds.runFor(Duration.ofMinutes(10));
            assertThat(clouds.cluster.copies()).isEmpty();

            places.get().free();
            clouds.runUntilIdle();

            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(clouds.cluster.copies()).hasSize(1);
            clouds.cluster.assertArrivals("copyImage", 1);
        }
    }

    /** Holds copies until their turn comes. */
    private record Places(HttpTransport service, List<Runnable> queued) implements HttpTransport {
        void free() {
            List<Runnable> turns = List.copyOf(queued);
            queued.clear();
            turns.forEach(Runnable::run);
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return service.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            if (!CutNetwork.isCopy(request)) {
                return service.sendAsync(request, timeout);
            }
            SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
            Duration unused = turn.longestWait();
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            queued.add(() -> turn.permitted()
                    .thenCompose(permitted -> service.sendAsync(request, turn.comes()))
                    .whenComplete((response, thrown) -> {
                        if (thrown == null) {
                            answer.complete(response);
                        } else {
                            answer.completeExceptionally(thrown);
                        }
                    }));
            return answer;
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
