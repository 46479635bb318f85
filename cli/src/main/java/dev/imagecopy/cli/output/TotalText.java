package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run as a whole, in words. */
final class TotalText {
    private TotalText() {}

    /** Returns how many copies there are. */
    static String copies(long count) {
        return count == 1 ? "1 copy" : count + " copies";
    }

    /**
     * Returns how many copies there are now: a fleet gets more while it runs.
     *
     * @param now its progress
     * @param planned how many copies it had at its beginning
     */
    static long total(BulkProgress now, long planned) {
        return Math.max(planned, now.done() + now.running() + now.waiting());
    }

    /**
     * Returns how far a run is.
     *
     * @param now its progress
     * @param planned how many copies it had at its beginning
     */
    static String of(BulkProgress now, long planned) {
        StringBuilder text = new StringBuilder()
                .append(now.done())
                .append(" of ")
                .append(total(now, planned))
                .append(" done");
        if (now.running() > 0) {
            text.append(", ").append(now.running()).append(" running");
        }
        if (now.waiting() > 0) {
            text.append(", ").append(now.waiting()).append(" waiting");
        }
        if (now.failed() > 0) {
            text.append(", ").append(now.failed()).append(" failed");
        }
        return text.toString();
    }

    /**
     * Returns how many copies ended in which way.
     *
     * @param counts by status
     */
    static String counts(Map<CopyStatus, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + word(count.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String word(CopyStatus status) {
        return switch (status) {
            case SUCCEEDED -> "done";
            case FAILED -> "failed";
            case CONFLICT -> "in conflict";
            case LEFTOVER -> "blocked by a leftover";
            case AMBIGUOUS -> "ambiguous";
            case CANCELLED -> "cancelled";
            case TIMED_OUT -> "timed out";
            case LEFT_RUNNING -> "still running";
            case NOT_STARTED -> "not started";
        };
    }
}
