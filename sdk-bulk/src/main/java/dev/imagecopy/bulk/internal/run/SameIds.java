package dev.imagecopy.bulk.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a job that makes a copy while another one of the run with the same identity waits or runs, whose outcome is then its own.
 * With a store, one that arrives later finds the outcome there.
 */
final class SameIds {
    private final boolean remembers;
    private final Map<JobKeys.JobId, Twins> jobs = new HashMap<>();
    private long held;

    private static final class Twins {
        private final List<CopyTask<?>> held = new ArrayList<>(0);
        private TaskEnd.@Nullable Ended end;
    }

    /** @param remembers whether to keep the outcomes, because there is no store */
    SameIds(boolean remembers) {
        this.remembers = remembers;
    }

    /** How many jobs are held. */
    long held() {
        return held;
    }

    /** A job arrives; returns whether it may start, and holds it otherwise, unless its {@link #end} is known. */
    boolean enter(CopyTask<?> task) {
        if (!hasGivenId(task)) {
            return true;
        }
        Twins twins = jobs.get(task.job().id());
        if (twins == null) {
            jobs.put(task.job().id(), new Twins());
            return true;
        }
        if (twins.end == null) {
            twins.held.add(task);
            held++;
        }
        return false;
    }

    /** How the job has ended for one with the same identity. */
    Optional<TaskEnd.Ended> end(CopyTask<?> task) {
        return Optional.ofNullable(jobs.get(task.job().id())).map(twins -> twins.end);
    }

    /** A job that had entered has ended; returns those held, which have ended with it. */
    List<CopyTask<?>> ended(CopyTask<?> task, TaskEnd.Ended end) {
        Twins twins = hasGivenId(task) ? jobs.get(task.job().id()) : null;
        if (twins == null) {
            return List.of();
        }
        List<CopyTask<?>> same = List.copyOf(twins.held);
        held -= same.size();
        twins.held.clear();
        if (remembers) {
            twins.end = end;
        } else {
            jobs.remove(task.job().id());
        }
        return same;
    }

    private static boolean hasGivenId(CopyTask<?> task) {
        return !task.job().ensures() && task.job().job().id().isPresent();
    }
}
