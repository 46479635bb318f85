package dev.imagecopy.fleet;

import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.internal.db.PickedTask;
import dev.imagecopy.fleet.internal.db.TaskTable;
import dev.imagecopy.fleet.internal.engine.Drain;
import dev.imagecopy.fleet.internal.engine.Executions;
import dev.imagecopy.fleet.internal.engine.StepThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** One worker with clients of its own, whose executions a test starts, and which it can kill in the middle of one. */
final class TestWorker {
    /** The end of the process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    final String name;
    final TestClients clients;
    final Fleet fleet;
    private final TestFleet clouds;
    private final Executions executions;
    private volatile boolean killed;

    TestWorker(
            TestFleet clouds,
            String name,
            TimeSource time,
            UnaryOperator<Fleet.Builder> settings,
            UnaryOperator<HttpTransport> network) {
        this(clouds, name, time, settings, network, time);
    }

    /** @param clientsTime the clock of the clients, if it is not the fleet's */
    TestWorker(
            TestFleet clouds,
            String name,
            TimeSource time,
            UnaryOperator<Fleet.Builder> settings,
            UnaryOperator<HttpTransport> network,
            TimeSource clientsTime) {
        this.clouds = clouds;
        this.name = name;
        this.clients = new TestClients(clouds, clientsTime, network);
        this.fleet = settings.apply(Fleet.builder()
                        .dataSource(clouds.database)
                        .timeSource(time)
                        .clients(clients.byName()))
                .build();
        fleet.createTables();
        this.executions = fleet.workplace().executions(new Drain(), name);
    }

    boolean isAlive() {
        return !killed;
    }

    void kill() {
        killed = true;
    }

    void execute(PickedTask task) {
        StepThread thread = new VirtualThread();
        if (task.name().equals(TaskTable.COPY)) {
            executions.copy(task, thread);
        } else {
            executions.group(task, thread);
        }
    }

    /** Makes a step of a copy whose task another worker has. */
    void interfere(String id) {
        execute(new PickedTask(TaskTable.COPY, id, 0));
    }

    void sweep() {
        executions.sweep();
    }

    /** Waits by moving the clock. */
    private final class VirtualThread implements StepThread {
        @Override
        public Executor executor() {
            return task -> {
                if (killed) {
                    throw new RejectedExecutionException("the process has ended");
                }
                task.run();
            };
        }

        @Override
        public <V> V await(CompletableFuture<V> answer, Runnable abort) {
            while (!killed && !answer.isDone()) {
                if (!clouds.time.advanceToNextTask()) {
                    throw new AssertionError("a step waits, and nothing will ever happen");
                }
            }
            if (killed) {
                throw new Killed();
            }
            return answer.join();
        }

        @Override
        public boolean pause(Duration duration) {
            clouds.time.advance(duration);
            if (killed) {
                throw new Killed();
            }
            return true;
        }
    }
}
