package dev.imagecopy.testing.servicefabric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The copies in progress in a simulated image store. Each is looked at again only when it may have changed, so that ten thousand
 * of them cost little. All times are monotonic. Not thread-safe.
 */
public final class RunningCopies {
    /** One copy, and when to look at it again. */
    private static final class Copy {
        private final CopyWork work;
        private final Supplier<OptionalLong> change;
        private final OptionalLong answeredAt;
        private final long number;
        private long next;

        private Copy(CopyWork work, Supplier<OptionalLong> change, OptionalLong answeredAt, long number) {
            this.work = work;
            this.change = change;
            this.answeredAt = answeredAt;
            this.number = number;
        }

        private boolean isAnswered(long nanos) {
            return answeredAt.isPresent() && nanos - answeredAt.getAsLong() >= 0;
        }

        private OptionalLong changesAt() {
            OptionalLong job = change.get();
            boolean answerFirst =
                    answeredAt.isPresent() && (job.isEmpty() || answeredAt.getAsLong() - job.getAsLong() < 0);
            return answerFirst ? answeredAt : job;
        }

        private long number() {
            return number;
        }

        /** Monotonic times must be compared by their difference. */
        private static int inTime(Copy one, Copy other) {
            long later = one.next - other.next;
            return Long.signum(later == 0 ? one.number - other.number : later);
        }
    }

    /** By the destination as a folder, which is followed by all that is inside it. */
    private final NavigableMap<String, List<Copy>> byDestination = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Those that change without a status query, by when they do. */
    private final TreeSet<Copy> timed = new TreeSet<>(Copy::inTime);

    private long count;

    /** Creates an empty set. */
    public RunningCopies() {}

    /**
     * Adds a copy.
     *
     * @param work what it does
     * @param change when its job changes without a status query, or earlier; empty if it does not
     * @param answeredAt when the gateway reports its success; empty if it does not
     */
    public void add(CopyWork work, Supplier<OptionalLong> change, OptionalLong answeredAt) {
        Copy copy = new Copy(work, change, answeredAt, count++);
        byDestination
                .computeIfAbsent(folder(work.destination()), destination -> new ArrayList<>(1))
                .add(copy);
        schedule(copy, copy.changesAt());
    }

    /**
     * Returns whether a copy has the same destination, or one inside or around it.
     *
     * @param destination the path of the destination
     * @return true if there is such a copy
     */
    public boolean overlap(String destination) {
        String mine = folder(destination);
        String next = byDestination.ceilingKey(mine);
        if (next != null && next.regionMatches(true, 0, mine, 0, mine.length())) {
            return true;
        }
        for (int end = mine.indexOf('\\'); end >= 0; end = mine.indexOf('\\', end + 1)) {
            if (byDestination.containsKey(mine.substring(0, end + 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Updates the store to the current progress of all copies, and forgets those that have ended.
     *
     * @param listed the path whose listing counts as a status query of the copies to it; empty for none
     * @param nanos the time
     * @param now the time to record
     */
    public void advance(String listed, long nanos, Instant now) {
        List<Copy> asked = listed.isEmpty() ? List.of() : byDestination.getOrDefault(folder(listed), List.of());
        Set<Copy> changed = new TreeSet<>(Comparator.comparingLong(Copy::number)); // in the order of their requests
        changed.addAll(asked);
        while (!timed.isEmpty() && timed.first().next - nanos <= 0) {
            changed.add(timed.pollFirst());
        }
        Set<Copy> counted = Set.copyOf(asked);
        for (Copy copy : changed) {
            boolean counts = counted.contains(copy);
            timed.remove(copy);
            copy.work.advance(counts, copy.isAnswered(nanos), now);
            // What a status query has moved on is written before the next call, whatever that is.
            schedule(copy, counts ? OptionalLong.of(nanos) : copy.changesAt());
        }
    }

    private void schedule(Copy copy, OptionalLong next) {
        if (!copy.work.isRunning()) {
            forget(copy);
        } else if (next.isPresent()) {
            copy.next = next.getAsLong();
            timed.add(copy);
        }
    }

    private void forget(Copy copy) {
        String destination = folder(copy.work.destination());
        List<Copy> same = Objects.requireNonNull(byDestination.get(destination));
        same.remove(copy);
        if (same.isEmpty()) {
            byDestination.remove(destination);
        }
    }

    private static String folder(String path) {
        return path + "\\";
    }
}
