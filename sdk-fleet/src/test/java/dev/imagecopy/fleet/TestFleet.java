package dev.imagecopy.fleet;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.internal.db.PickedTask;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A fleet over four simulators on one thread, by a clock that the run moves. Instead of the engine it takes the due tasks out of the
 * engine's table itself, one after the other, for the workers in turn: every run goes the same way.
 */
final class TestFleet implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration UNTIL_REVIVED = Duration.ofSeconds(24);

    final ManualTimeSource time = new ManualTimeSource();
    final HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(time);
    final AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(time);
    final YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);
    final ServiceFabricSimulator cluster = TestClients.cluster(time);
    final SwitchedDatabase database = new SwitchedDatabase();
    final List<TestWorker> workers = new ArrayList<>();
    private final UnaryOperator<Fleet.Builder> settings;
    private Instant nextSweep = time.now();
    private int turn;
    private long executions;

    TestFleet() {
        this(settings -> settings);
    }

    TestFleet(UnaryOperator<Fleet.Builder> settings) {
        this.settings = settings;
        simulators().forEach(simulator -> simulator.script(Timeline.lasting(Duration.ofMinutes(30))));
        ecs.limitRunningCopies(1_000); // so that a copy takes as long as the script says
        addWorker();
    }

    List<Simulator> simulators() {
        return List.of(ims, ecs, desktop, cluster);
    }

    TestWorker addWorker() {
        return addWorker(time, network -> network);
    }

    TestWorker addWorker(TimeSource clock, UnaryOperator<HttpTransport> network) {
        TestWorker worker = new TestWorker(this, "worker-" + workers.size(), clock, settings, network);
        workers.add(worker);
        return worker;
    }

    Fleet fleet() {
        return workers.get(0).fleet;
    }

    long executions() {
        return executions;
    }

    /** Submits jobs and runs until all have ended. */
    List<CopyOutcome> run(CopyJob... jobs) {
        fleet().submit(Stream.of(jobs));
        runUntilIdle();
        return outcomes();
    }

    List<CopyOutcome> outcomes() {
        return fleet().copies().map(FleetCopy::outcome).toList();
    }

    FleetCopy only() {
        return fleet().copies().findFirst().orElseThrow();
    }

    void runUntilIdle() {
        for (int wait = 0; !fleet().status().isIdle(); wait++) {
            if (wait > 20_000) {
                throw new AssertionError("the fleet does not come to an end: " + fleet().status());
            }
            boolean busy = step();
            while (busy) {
                busy = step();
            }
            waitForTheNext();
        }
    }

    void runFor(Duration duration) {
        Instant end = time.now().plus(duration);
        runUntil(() -> !time.now().isBefore(end));
    }

    void runUntil(BooleanSupplier enough) {
        int steps = 0;
        while (!enough.getAsBoolean()) {
            if (++steps > 20_000) {
                throw new AssertionError("the fleet does not come to an end: " + fleet().status());
            }
            if (!step()) {
                waitForTheNext();
            }
        }
    }

    private void waitForTheNext() {
        Duration left = Duration.between(time.now(), nextDue());
        Optional<Duration> timer = time.nextTaskIn();
        if (timer.isPresent() && timer.get().compareTo(left) < 0) {
            left = timer.get();
        }
        time.advance(left.isNegative() ? Duration.ZERO : left);
    }

    /** Executes one task that is due; false if none is. */
    private boolean step() {
        List<TestWorker> alive = workers.stream().filter(TestWorker::isAlive).toList();
        if (alive.isEmpty()) {
            throw new AssertionError("no worker is left");
        }
        TestWorker worker = alive.get(turn % alive.size());
        if (!time.now().isBefore(nextSweep)) {
            nextSweep = time.now().plus(SWEEP);
            tolerant(worker::sweep);
            return true;
        }
        Optional<PickedTask> due = pick();
        due.ifPresent(task -> {
            turn++;
            execute(worker, task);
        });
        return due.isPresent();
    }

    private static void tolerant(Runnable work) {
        try {
            work.run();
        } catch (FleetException away) {
            // the engine logs it, and tries again later
        }
    }

    private void execute(TestWorker worker, PickedTask task) {
        executions++;
        try {
            worker.execute(task);
        } catch (TestWorker.Killed killed) {
            reschedule(task, time.now().plus(UNTIL_REVIVED));
        } catch (FleetException away) {
            reschedule(task, time.now().plus(AFTER_FAILURE));
        }
    }

    private Optional<PickedTask> pick() {
        return database.transact(connection -> {
            PickedTask due = null;
            try (PreparedStatement query = connection.prepareStatement("select task_name, task_instance, version from"
                    + " imagecopy_task where not picked and execution_time <= ? order by execution_time"
                    + " fetch first 1 rows only")) {
                query.setObject(1, time.now().atOffset(ZoneOffset.UTC));
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        due = new PickedTask(row.getString(1), row.getString(2), row.getLong(3) + 1);
                    }
                }
            }
            if (due != null) {
                try (PreparedStatement update = connection.prepareStatement("update imagecopy_task set picked = true,"
                        + " version = ? where task_name = ? and task_instance = ?")) {
                    update.setLong(1, due.version());
                    update.setString(2, due.name());
                    update.setString(3, due.instance());
                    update.executeUpdate();
                }
            }
            return Optional.ofNullable(due);
        });
    }

    /** As the engine does what it was not told of. */
    private void reschedule(PickedTask task, Instant due) {
        database.transact(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("update imagecopy_task set picked = false,"
                    + " execution_time = ?, version = version + 1"
                    + " where task_name = ? and task_instance = ? and version = ?")) {
                statement.setObject(1, due.atOffset(ZoneOffset.UTC));
                statement.setString(2, task.name());
                statement.setString(3, task.instance());
                statement.setLong(4, task.version());
                return statement.executeUpdate();
            }
        });
    }

    private Instant nextDue() {
        Optional<Instant> next = database.transact(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "select min(execution_time) from imagecopy_task where not picked");
                    ResultSet row = query.executeQuery()) {
                OffsetDateTime due = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
                return Optional.ofNullable(due).map(OffsetDateTime::toInstant);
            }
        });
        return next.isPresent() && next.get().isBefore(nextSweep) ? next.get() : nextSweep;
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.clients.close());
        simulators().forEach(Simulator::close);
        time.close();
        database.close();
    }
}
