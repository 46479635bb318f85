package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.fleet.internal.db.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats what failed because the database was away, until it is back or the worker is being stopped. What was not written by then
 * would cost more: a step would be made again, and an execution that nobody told the engine of is found dead only after its
 * heartbeats.
 */
final class Patience {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    /** Of a database that answers: its pool may still hold connections that are broken; what fails again will always fail. */
    private static final int MOST_REFUSALS = 3;

    private final Database database;
    private final Predicate<Duration> pause;

    /**
     * Creates an instance.
     *
     * @param database what may be away
     * @param pause waits; false if the worker is being stopped
     */
    Patience(Database database, Predicate<Duration> pause) {
        this.database = database;
        this.pause = pause;
    }

    /** Does something that is safe to repeat, because what it writes names the version of what it has read. */
    <V> V get(Supplier<V> work) {
        int refusals = 0;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isOfDatabase(e) || !pause.test(BETWEEN_TRIES)) {
                    throw e;
                }
                if (database.answers() && ++refusals > MOST_REFUSALS) {
                    throw e;
                }
            }
        }
    }

    /** Like {@link #get}, without a result. */
    void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    private static boolean isOfDatabase(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
