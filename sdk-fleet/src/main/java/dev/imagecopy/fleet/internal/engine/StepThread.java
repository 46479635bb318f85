package dev.imagecopy.fleet.internal.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The engine's thread during one execution: it waits for the services' answers, and works with the database in between. */
public interface StepThread {
    /** Runs what works with the database, while {@link #await} waits. */
    Executor executor();

    /**
     * Waits for an answer.
     *
     * @param answer the answer, which never fails
     * @param abort makes it come at once, if the worker is stopped and has waited long enough
     */
    <V> V await(CompletableFuture<V> answer, Runnable abort);

    /** Waits while the database is away; returns false, perhaps early, if the worker waits no longer. */
    boolean pause(Duration duration);
}
