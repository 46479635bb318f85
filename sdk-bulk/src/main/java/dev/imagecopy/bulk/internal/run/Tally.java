package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts how jobs ended, and keeps the first that failed. */
final class Tally {
    private static final int KEPT_FAILURES = 1000;

    private final Map<CopyStatus, Long> counts = new EnumMap<>(CopyStatus.class);
    private final List<CopyOutcome> failures = new ArrayList<>();
    private long done;
    private long failed;

    void add(CopyOutcome outcome) {
        counts.merge(outcome.status(), 1L, Long::sum);
        done++;
        if (outcome.status().isFailure()) {
            failed++;
            if (failures.size() < KEPT_FAILURES) {
                failures.add(outcome);
            }
        }
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    Map<CopyStatus, Long> counts() {
        return counts;
    }

    List<CopyOutcome> failures() {
        return failures;
    }
}
