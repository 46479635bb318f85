package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.BulkProgress;

/** A run as a whole, in words. */
final class TotalText {
    private TotalText() {}

    /** Returns how many copies there are. */
    static String copies(long count) {
        return count == 1 ? "1 copy" : count + " copies";
    }

    /**
     * Returns how far a run is.
     *
     * @param now its progress
     * @param planned how many copies it has
     */
    static String of(BulkProgress now, long planned) {
        StringBuilder text = new StringBuilder()
                .append(now.done())
                .append(" of ")
                .append(planned)
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
}
