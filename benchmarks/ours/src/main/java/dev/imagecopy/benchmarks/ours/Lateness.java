package dev.imagecopy.benchmarks.ours;

import java.util.concurrent.atomic.AtomicLongArray;

/** How late things were, in steps of half a millisecond up to a second. */
final class Lateness {
    private static final int STEPS = 2_000;
    private static final long STEP_NANOS = 500_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.max(0, Math.min(STEPS - 1, nanos / STEP_NANOS)));
    }

    void addAll(Lateness other) {
        for (int i = 0; i < STEPS; i++) {
            counts.addAndGet(i, other.counts.get(i));
        }
    }

    /** Rounded up to half a millisecond. */
    double percentileMillis(double share) {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += counts.get(i);
        }
        long seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += counts.get(i);
            if (seen >= share * all && seen > 0) {
                return (i + 1) * STEP_NANOS / 1e6;
            }
        }
        return 0;
    }
}
