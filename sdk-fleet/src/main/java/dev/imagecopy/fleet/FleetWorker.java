package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.internal.engine.Drain;
import dev.imagecopy.fleet.internal.engine.Engine;
import dev.imagecopy.fleet.internal.engine.Workplace;
import dev.imagecopy.fleet.internal.row.StorableText;
import java.time.Duration;
import java.util.UUID;

/**
 * Carries the copies of a fleet on, together with all other workers of it. Create one in each process with {@link Fleet#worker()}.
 *
 * <p>When a worker ends in any way, the others go on with its copies: at once if it was stopped, within 30 s if it was killed. Thread
 * safety: safe for use by multiple threads.
 */
public final class FleetWorker implements AutoCloseable {
    private final Engine engine;
    private final Drain drain;
    private final TimeSource time;
    private final Duration drainTime;
    private final Object stopping = new Object();
    private boolean stopped; // guarded by stopping

    private FleetWorker(Engine engine, Drain drain, TimeSource time, Duration drainTime) {
        this.engine = engine;
        this.drain = drain;
        this.time = time;
        this.drainTime = drainTime;
    }

    /**
     * Stops, and blocks until that is done: begins no further step, waits for the answers of the services for the drain time, and
     * then gives up the steps that have none. Their copies are as far as their rows say, and any other worker goes on with them. If
     * another thread is stopping it, blocks until that has ended; does nothing if it has been stopped before.
     */
    public void stop() {
        synchronized (stopping) {
            if (stopped) {
                return;
            }
            stopped = true;
            drain.begin();
            TimeSource.Timer cutOff = time.scheduleWork(drainTime, drain::cutOff);
            try {
                engine.stop();
            } finally {
                cutOff.cancel();
            }
        }
    }

    /** Stops it: see {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    /** Builds a worker. Every method rejects null. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_THREADS = 1000;
        private static final Duration AFTER_DRAIN = Duration.ofSeconds(5);

        private final Workplace workplace;
        private String name = "worker-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        private int threads = 16;
        private Duration drainTime = Duration.ofSeconds(5);

        Builder(Workplace workplace) {
            this.workplace = workplace;
        }

        /**
         * Sets the worker's name, which people see in {@link FleetCopy#worker}.
         *
         * @param value unique among the workers of the fleet, at most 50 characters; default: made of the id of the process
         * @return this builder
         */
        public Builder name(String value) {
            if (requireNonNull(value, "name").isBlank() || value.length() > 50) {
                throw new IllegalArgumentException("FleetWorker: the name must have 1 to 50 characters");
            }
            if (!StorableText.isStorable(value)) {
                throw new IllegalArgumentException("FleetWorker: the name has characters that databases do not store");
            }
            name = value;
            return this;
        }

        /**
         * Sets how many steps are made at once. Each occupies a thread while it waits for a service, and the pool of connections
         * needs about as many connections, and four more.
         *
         * @param value 1 to 1,000; default 16
         * @return this builder
         */
        public Builder threads(int value) {
            if (value < 1 || value > MOST_THREADS) {
                throw new IllegalArgumentException(
                        "FleetWorker: threads must be 1 to " + MOST_THREADS + ", but is " + value);
            }
            threads = value;
            return this;
        }

        /**
         * Sets how long a stop waits for answers of the services.
         *
         * @param value zero or more; default 5 s
         * @return this builder
         */
        public Builder drainTime(Duration value) {
            if (requireNonNull(value, "drainTime").isNegative()) {
                throw new IllegalArgumentException("FleetWorker: drainTime must not be negative, but is " + value);
            }
            drainTime = TimeLimits.bounded(value);
            return this;
        }

        /**
         * Starts the worker.
         *
         * @return the worker, to be stopped before the clients are closed
         * @throws FleetException if the tables are not there, or are of another version
         */
        public FleetWorker start() {
            Drain drain = new Drain();
            Engine engine = new Engine(
                    workplace.tables(),
                    workplace.fleet(),
                    workplace.executions(drain, name),
                    drain,
                    name,
                    threads,
                    drainTime.plus(AFTER_DRAIN));
            engine.start();
            return new FleetWorker(engine, drain, workplace.tables().time(), drainTime);
        }
    }
}
