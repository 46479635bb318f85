package dev.imagecopy.bulk.internal.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a job that ensures an image while another job of the run for the same image waits or runs, so that it finds what the
 * other one has made instead of making it again.
 */
final class SameTargets {
    private final Map<List<String>, Occupied> occupied = new HashMap<>();
    private long held;

    private static final class Occupied {
        private final List<CopyTask<?>> active = new ArrayList<>(1);
        private final Deque<CopyTask<?>> held = new ArrayDeque<>(0);
    }

    /** How many jobs are held. */
    long held() {
        return held;
    }

    /** A job arrives; returns whether it may start now, and holds it otherwise. */
    boolean enter(CopyTask<?> task) {
        List<String> target = target(task.job());
        if (target.isEmpty()) {
            return true;
        }
        Occupied there = occupied.computeIfAbsent(target, name -> new Occupied());
        if (!there.active.isEmpty() && task.job().ensures()) {
            there.held.addLast(task);
            held++;
            return false;
        }
        there.active.add(task);
        return true;
    }

    /** Removes those held that are the same job as one that has ended, so that its outcome is theirs. */
    List<CopyTask<?>> takeSame(CopyTask<?> task) {
        List<CopyTask<?>> same = new ArrayList<>();
        Occupied there = occupied.get(target(task.job()));
        if (there != null && task.job().ensures()) {
            there.held.removeIf(other -> other.job().id().equals(task.job().id()) && same.add(other));
            held -= same.size();
        }
        return same;
    }

    /** A job that had entered has ended; returns the one that may start now, if there is one. */
    Optional<CopyTask<?>> leave(CopyTask<?> task) {
        List<String> target = target(task.job());
        Occupied there = occupied.get(target);
        if (there == null || !there.active.remove(task) || !there.active.isEmpty()) {
            return Optional.empty();
        }
        if (there.held.isEmpty()) {
            occupied.remove(target);
            return Optional.empty();
        }
        CopyTask<?> next = there.held.removeFirst();
        there.active.add(next);
        held--;
        return Optional.of(next);
    }

    /** Removes all jobs that are held, except those that get the outcome of one that has not ended. */
    List<CopyTask<?>> takeOthers() {
        List<CopyTask<?>> others = new ArrayList<>();
        occupied.values()
                .forEach(there -> there.held.removeIf(task -> there.active.stream()
                                .noneMatch(active ->
                                        active.job().id().equals(task.job().id()))
                        && others.add(task)));
        held -= others.size();
        return others;
    }

    private static List<String> target(PlannedJob<?> job) {
        return job.target().name().isEmpty()
                ? List.of()
                : List.of(
                        job.target().provider(),
                        job.owner(),
                        job.target().region(),
                        job.target().name());
    }
}
