package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers on the real engine, by real time. */
@Timeout(300)
class FleetWorkerTest {
    private static final long LOOK_NANOS = 10_000_000;
    private static final String STEPS = "db-scheduler-pool";
    private static final Duration GIVE_UP = Duration.ofMinutes(1);
    private static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(20))
            .minInterval(Duration.ofMillis(20))
            .maxInterval(Duration.ofMillis(100))
            .build();

    private final SwitchedDatabase database = new SwitchedDatabase();
    private final TimeSource time = DatabaseTimeSource.of(database);
    private final YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);

    @AfterEach
    void close() {
        desktop.close();
        time.close();
        database.close();
    }

    private YandexDesktopClient client(HttpTransport transport) {
        return YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .folderId(YandexDesktopSimulator.FOLDER)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .build();
    }

    private Fleet fleet(YandexDesktopClient client) {
        Fleet fleet = Fleet.builder()
                .dataSource(database)
                .timeSource(time)
                .clients(CopyClients.of("yandex", client))
                .pollPolicy(HASTY)
                .build();
        fleet.createTables();
        return fleet;
    }

    private static void awaitIdle(Fleet fleet) {
        await(() -> fleet.status().isIdle());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Test
    void workers_takeTurns_untilAllCopiesHaveEnded() {
        desktop.script(Timeline.polls(3));
        try (YandexDesktopClient client = client(desktop.transport())) {
            Fleet fleet = fleet(client);
            fleet.submit(
                    IntStream.range(0, 40).mapToObj(i -> CopyJob.copy("yandex", TestClients.yandex("image-" + i))));
            List<FleetWorker> workers = Stream.of("one", "two")
                    .map(name -> fleet.worker().name(name).threads(4).start())
                    .toList();
            awaitIdle(fleet);
            workers.forEach(FleetWorker::close);
            assertThat(fleet.status().ended(CopyStatus.SUCCEEDED)).isEqualTo(40);
            assertThat(desktop.copies()).hasSize(40);
            desktop.assertNothingCopiedTwice();
        }
    }

    /** The first worker waits for an answer that never comes. */
    @Test
    void stop_givesUpWhatHasNoAnswer_andTheNextWorkerGoesOn() throws InterruptedException {
        desktop.script(Timeline.polls(1));
        Unanswered network = new Unanswered(desktop.transport());
        try (YandexDesktopClient slow = client(network);
                YandexDesktopClient client = client(desktop.transport())) {
            Fleet fleet = fleet(slow);
            fleet.submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));
            FleetWorker first = fleet.worker().drainTime(Duration.ofMillis(50)).start();
            assertThat(network.asked.await(GIVE_UP.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            first.stop();
            first.stop();
            assertThat(fleet.copies().findFirst().orElseThrow().state()).isEqualTo(FleetState.SENDING);

            Fleet again = fleet(client);
            FleetWorker second = again.worker().start();
            awaitIdle(again);
            second.close();
            assertThat(again.status().ended(CopyStatus.SUCCEEDED)).isEqualTo(1);
            desktop.assertNothingCopiedTwice();
        }
    }

    /** A shutdown hook stops the worker while the application closes it, and would then close the clients. */
    @Test
    void stop_byTwoThreads_letsNeitherGoBeforeTheStepHasEnded() throws InterruptedException {
        Unanswered network = new Unanswered(desktop.transport());
        try (YandexDesktopClient client = client(network)) {
            Fleet fleet = fleet(client);
            fleet.submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));
            FleetWorker worker = fleet.worker().drainTime(GIVE_UP).start();
            await(() -> network.asked.getCount() == 0);
            List<FleetState> states = new CopyOnWriteArrayList<>();
            List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                        worker.stop();
                        states.add(fleet.copies().findFirst().orElseThrow().state());
                    }))
                    .limit(2)
                    .toList();
            threads.forEach(Thread::start);
            await(() -> threads.stream().noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE));

            network.answers.complete(null);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(states).containsExactly(FleetState.ENDED, FleetState.ENDED);
        }
    }

    @Test
    void worker_thatMayDrainForEver_startsAndStops() {
        desktop.script(Timeline.polls(1));
        try (YandexDesktopClient client = client(desktop.transport())) {
            Fleet fleet = fleet(client);
            fleet.submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));

            FleetWorker worker =
                    fleet.worker().drainTime(ChronoUnit.FOREVER.getDuration()).start();
            awaitIdle(fleet);
            worker.stop();

            assertThat(fleet.status().ended(CopyStatus.SUCCEEDED)).isEqualTo(1);
        }
    }

    /** Takes the database away while a worker waits for the answer to its copy, which comes then and cannot be written. */
    private void takeDatabaseAwayFrom(Unanswered network) {
        await(() -> network.asked.getCount() == 0);
        database.away(true);
        network.answers.complete(null);
        await(() -> database.refused(STEPS) > 1);
    }

    @Test
    void execution_thatEndsWithoutADatabase_isToldTheEngineLater_andNotFoundDead() {
        desktop.script(Timeline.polls(1));
        Unanswered network = new Unanswered(desktop.transport());
        List<String> dead = new CopyOnWriteArrayList<>();
        try (YandexDesktopClient client = client(network)) {
            Fleet fleet = fleet(client);
            fleet.submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));
            Consumer<String> log = line -> {
                if (line.contains("dead execution.")) {
                    dead.add(line);
                }
            };
            CapturedLog.watch(log, () -> {
                FleetWorker worker = fleet.worker().start();
                takeDatabaseAwayFrom(network);
                database.away(false);
                awaitIdle(fleet);
                worker.close();
            });
            assertThat(fleet.status().ended(CopyStatus.SUCCEEDED)).isEqualTo(1);
        }
        assertThat(dead).noneMatch(line -> line.contains("Found dead execution."));
        assertThat(desktop.copies()).hasSize(1);
    }

    @Test
    void stop_withoutADatabase_endsWhenTheDrainTimeIsOver() {
        Unanswered network = new Unanswered(desktop.transport());
        try (YandexDesktopClient client = client(network)) {
            Fleet fleet = fleet(client);
            fleet.submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));
            FleetWorker worker = fleet.worker().drainTime(Duration.ofMillis(50)).start();
            takeDatabaseAwayFrom(network);

            worker.stop();

            database.away(false);
            assertThat(fleet.copies().findFirst().orElseThrow().state()).isEqualTo(FleetState.SENDING);
        }
    }

    /** Requests arrive, and nobody hears of the answers unless the test wants it. */
    private static final class Unanswered implements HttpTransport {
        final CountDownLatch asked = new CountDownLatch(1);
        final CompletableFuture<Void> answers = new CompletableFuture<>();
        private final HttpTransport service;

        Unanswered(HttpTransport service) {
            this.service = service;
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return sendAsync(request, timeout).join();
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return service.sendAsync(request, timeout).thenCompose(answer -> {
                asked.countDown();
                return answers.thenApply(now -> answer);
            });
        }

        @Override
        public void close() {}
    }
}
