package dev.imagecopy.fleet.internal.row;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.fleet.FleetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of one copy.
 *
 * @param job what never changes
 * @param progress how far it is
 * @param cancelled whether somebody asked to cancel it
 * @param version how often the row was written: who writes must have read the latest
 * @param record everything else, as versioned JSON
 */
public record CopyRow(Job job, Progress progress, boolean cancelled, long version, String record) {
    /**
     * What never changes.
     *
     * @param id the job's identity, its keys without the number of the attempt
     * @param runName the name under which it was submitted
     * @param client the name of its client
     * @param target where it goes
     * @param source what is copied
     * @param lane the queue in which it waits
     * @param submittedAt when it was submitted
     */
    public record Job(
            String id,
            String runName,
            String client,
            CopyTarget target,
            String source,
            String lane,
            Instant submittedAt) {}

    /**
     * How far a copy is.
     *
     * @param state where it stands
     * @param status how it ended; null before
     * @param dueAt when its next step is due; null if there is none
     * @param group the group that polls it; null if it has executions of its own
     * @param startedAt when it got its first place; null before
     * @param acceptedAt when the service accepted it; null before
     * @param changedAt when the row was written
     * @param worker who wrote it
     * @param problem what a person should know; empty if nothing
     */
    public record Progress(
            FleetState state,
            @Nullable CopyStatus status,
            @Nullable Instant dueAt,
            @Nullable String group,
            @Nullable Instant startedAt,
            @Nullable Instant acceptedAt,
            Instant changedAt,
            String worker,
            String problem) {
        /** Returns this in another state, due at a time, written by a worker, without a problem. */
        public Progress in(FleetState other, @Nullable Instant due, Instant now, String writer) {
            return new Progress(other, null, due, null, startedAt, acceptedAt, now, writer, "");
        }

        /** Returns this after the end. */
        public Progress ended(CopyStatus how, Instant now, String writer) {
            return new Progress(FleetState.ENDED, how, null, null, startedAt, acceptedAt, now, writer, "");
        }

        /** Returns this with a place; the time at which it got its first one stays. */
        public Progress startedBy(Instant now) {
            Instant first = startedAt == null ? now : startedAt;
            return new Progress(state, status, dueAt, group, first, null, changedAt, worker, problem);
        }

        /** Returns this with the place that it has kept, as if it had got it now. */
        public Progress restartedAt(Instant now) {
            return new Progress(state, status, dueAt, group, now, acceptedAt, changedAt, worker, problem);
        }

        /** Returns this without a place, as if it had never had one. */
        public Progress anew() {
            return new Progress(state, status, dueAt, group, null, null, changedAt, worker, problem);
        }

        /** Returns this with the time of its acceptance. */
        public Progress accepted(Instant at) {
            return new Progress(state, status, dueAt, group, startedAt, at, changedAt, worker, problem);
        }

        /** Returns this, to be polled by a group. */
        public Progress polledBy(@Nullable String name) {
            return new Progress(state, status, dueAt, name, startedAt, acceptedAt, changedAt, worker, problem);
        }

        /** Returns this with something that a person should know. */
        public Progress with(String trouble) {
            String text = StorableText.of(trouble);
            return new Progress(state, status, dueAt, group, startedAt, acceptedAt, changedAt, worker, text);
        }
    }

    /** Returns this row as it is after it was written. */
    public CopyRow written(Progress now, String json) {
        return new CopyRow(job, now, cancelled, version + 1, json);
    }
}
