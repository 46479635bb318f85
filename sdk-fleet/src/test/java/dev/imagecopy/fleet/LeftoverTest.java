package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed copy has left is deleted only by the worker that has the row. */
class LeftoverTest {
    private static CopyJob job(String client) {
        return client.equals("fabric")
                ? CopyJob.ensure("fabric", TestClients.fabric("App\\golden"))
                : CopyJob.ensure("ali", TestClients.alibaba("cn-shanghai", "golden"));
    }

    private static Simulator service(TestFleet clouds, String client) {
        return client.equals("fabric") ? clouds.cluster : clouds.ecs;
    }

    /** A machine stands still after its look, is taken for dead, and goes on when another worker has copied. */
    @ParameterizedTest
    @CsvSource({"fabric, deleteContent", "ali, deleteImage"})
    void worker_thatHasLostTheRowSinceItsLook_deletesNothing(String client, String deletion) {
        try (TestFleet clouds = new TestFleet(Fleet.Builder::deleteLeftovers)) {
            TestWorker other = clouds.workers.get(0);
            clouds.workers.clear();
            AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
            TestWorker slow = clouds.addWorker(
                    clouds.time,
                    network -> new PausedAnswer(network, () -> {
                        boolean isLook = service(clouds, client).executions().size() == 1
                                && clouds.only().state() == FleetState.READY;
                        if (isLook) {
                            meanwhile.getAndSet(() -> {}).run();
                        }
                    }));
            service(clouds, client)
                    .script(Timeline.lasting(Duration.ofMinutes(1))
                            .failing(client.equals("fabric") ? "FABRIC_E_IMAGESTORE_IOERROR" : "x", ""));
            slow.fleet.submit(Stream.of(job(client)));
            String id = clouds.only().id();
            meanwhile.set(() -> {
                service(clouds, client).script(Timeline.lasting(Duration.ofMinutes(1)));
                other.interfere(id);
                assertThat(service(clouds, client).arrivals(deletion)).isEqualTo(1);
                clouds.workers.add(other);
            });
            clouds.runUntilIdle();

            assertThat(clouds.workers).as("the machine has stood still").hasSize(2);
            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
            service(clouds, client).assertArrivals(deletion, 1);
            assertThat(service(clouds, client).copies()).hasSize(2);
        }
    }

    /** Does something between an answer and its arrival. */
    private record PausedAnswer(HttpTransport service, Runnable pause) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return sendAsync(request, timeout).join();
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            CompletableFuture<HttpResponse> answer = service.sendAsync(request, timeout);
            if (!CutNetwork.isCopy(request)) {
                pause.run();
            }
            return answer;
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
