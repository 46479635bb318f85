package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.testing.Fault;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy to a cluster that evidently never arrived is sent again by one worker, and the others know of it. */
class ResentCopyTest {
    private static final Duration BUDGET = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void copy_thatNeverArrived_isSentAgainOnce(int workers) {
        try (TestFleet clouds = new TestFleet()) {
            for (int i = 1; i < workers; i++) {
                clouds.addWorker();
            }
            clouds.cluster.failNext(Fault.dropRequest().on("copyImage"));
            clouds.run(CopyJob.copy("fabric", TestClients.fabric("App\\golden")));

            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(clouds.cluster.copies()).hasSize(1);
            clouds.cluster.assertArrivals("copyImage", 2);
        }
    }

    /** A machine stands still after its look, is taken for dead, and goes on when another worker has sent the copy again. */
    @Test
    void worker_thatHasLostTheRowSinceItsLook_doesNotSendAgain() {
        try (TestFleet clouds = new TestFleet()) {
            TestWorker other = clouds.workers.get(0);
            clouds.workers.clear();
            AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
            TestWorker slow = clouds.addWorker(
                    clouds.time,
                    network -> new PausedLook(network, () -> {
                        boolean isOver = clouds.only()
                                .acceptedAt()
                                .filter(at -> clouds.time.now().isAfter(at.plus(BUDGET)))
                                .isPresent();
                        if (isOver) {
                            meanwhile.getAndSet(() -> {}).run();
                        }
                    }));
            clouds.cluster.failNext(Fault.dropRequest().on("copyImage"));
            slow.fleet.submit(Stream.of(CopyJob.copy("fabric", TestClients.fabric("App\\golden"))));
            String id = clouds.only().id();
            meanwhile.set(() -> {
                while (clouds.cluster.arrivals("copyImage") < 2) {
                    clouds.time.advance(Duration.ofMinutes(1));
                    other.interfere(id);
                }
                clouds.workers.add(other);
            });

            clouds.runUntilIdle();

            clouds.cluster.assertArrivals("copyImage", 2);
            assertThat(clouds.cluster.copies()).hasSize(1);
            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        }
    }

    /** The process ends when the copy has just been sent again. */
    @Test
    void copy_thatIsSentAgain_isRecordedBeforeTheFirstByte() {
        try (TestFleet clouds = new TestFleet()) {
            List<Integer> recorded = new ArrayList<>();
            TestWorker worker = clouds.addWorker(
                    clouds.time, network -> new PausedCopy(network, () -> recorded.add(sends(clouds))));
            clouds.workers.remove(0);
            clouds.cluster.failNext(Fault.dropRequest().on("copyImage"));
            worker.fleet.submit(Stream.of(CopyJob.copy("fabric", TestClients.fabric("App\\golden"))));
            clouds.runUntilIdle();

            assertThat(recorded).containsExactly(1, 2);
        }
    }

    /** And not only when the cluster's time for a copy that may be under way would have been over. */
    @Test
    void copy_whoseClientIsClosedWhileItIsQueued_isSentByAnotherWorkerAtOnce() {
        try (TestFleet clouds = new TestFleet()) {
            TestWorker other = clouds.workers.remove(0);
            TestWorker stopped = clouds.addWorker(clouds.time, Full::new);
            stopped.fleet.submit(Stream.of(CopyJob.copy("fabric", TestClients.fabric("App\\golden"))));
            clouds.runUntil(() -> clouds.only().acceptedAt().isPresent());
            stopped.clients.close();
            clouds.runUntil(() -> clouds.only().outcome().status() == CopyStatus.NOT_STARTED);
            clouds.workers.set(0, other);
            Instant stoppedAt = clouds.time.now();

            clouds.runUntilIdle();

            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(clouds.time.now()).isBefore(stoppedAt.plus(BUDGET));
            clouds.cluster.assertArrivals("copyImage", 1);
        }
    }

    /** Has no place for copies. */
    private record Full(HttpTransport service) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return service.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            if (!CutNetwork.isCopy(request)) {
                return service.sendAsync(request, timeout);
            }
            Duration unused =
                    Objects.requireNonNull(SendOrder.of(request).turnOrNull()).longestWait();
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private static int sends(TestFleet clouds) {
        return clouds.database.transact(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("select record from imagecopy_copy")) {
                row.next();
                return CopyRecordJson.read(row.getString(1)).operation().sends();
            }
        });
    }

    /** Does something between the answer to a look and its arrival. */
    private record PausedLook(HttpTransport service, Runnable pause) implements HttpTransport {
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

    /** Does something before the first byte of a copy. */
    private record PausedCopy(HttpTransport service, Runnable pause) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return sendAsync(request, timeout).join();
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            if (CutNetwork.isCopy(request)) {
                pause.run();
            }
            return service.sendAsync(request, timeout);
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
