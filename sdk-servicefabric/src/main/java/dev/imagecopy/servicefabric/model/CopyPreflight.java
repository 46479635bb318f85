package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a check of source, destination and disk before a copy.
 *
 * @param sourceExists whether the source exists
 * @param sourceComplete whether the source can be copied: a file, or a folder with its marker {@code _.dir}
 * @param destinationExists whether the destination exists, which the copy would delete
 * @param sourceBytes the size of a source folder in bytes; empty if the cluster's runtime does not report it
 * @param availableBytes the free space on the store's disk in bytes; empty if the cluster's runtime does not report it
 */
public record CopyPreflight(
        boolean sourceExists,
        boolean sourceComplete,
        boolean destinationExists,
        OptionalLong sourceBytes,
        OptionalLong availableBytes) {
    /** Rejects null. */
    public CopyPreflight {
        requireNonNull(sourceBytes, "sourceBytes");
        requireNonNull(availableBytes, "availableBytes");
    }

    /**
     * Returns what would make the copy fail.
     *
     * @return plain sentences; empty if there are no problems
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!sourceExists) {
            problems.add("the source does not exist");
        } else if (!sourceComplete) {
            problems.add("the source folder lacks its marker file _.dir, so the cluster would not find it");
        }
        if (sourceBytes.isPresent()
                && availableBytes.isPresent()
                && sourceBytes.getAsLong() > availableBytes.getAsLong()) {
            problems.add("the source has " + sourceBytes.getAsLong() + " bytes, but only " + availableBytes.getAsLong()
                    + " are free");
        }
        return List.copyOf(problems);
    }
}
