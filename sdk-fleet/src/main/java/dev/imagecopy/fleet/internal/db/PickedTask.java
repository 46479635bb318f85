package dev.imagecopy.fleet.internal.db;

import java.time.Instant;
import java.util.Optional;

/**
 * A task that the engine has given to a worker, which has it until somebody writes another version.
 *
 * @param name the task's name
 * @param instance its instance
 * @param version the version of its row
 */
public record PickedTask(String name, String instance, long version) {
    /** Returns how to give it back, due at a time; if there is none, nothing is left to do. */
    public Release dueAt(Optional<Instant> time) {
        return new Release(this, time);
    }

    /**
     * What becomes of it after its execution.
     *
     * @param task the task
     * @param dueAt when it is due again; empty if it is deleted
     */
    public record Release(PickedTask task, Optional<Instant> dueAt) {}
}
