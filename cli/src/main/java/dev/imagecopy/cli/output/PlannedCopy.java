package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CopyTarget;

/**
 * A copy that a run is about to start or to follow.
 *
 * @param client the name of its account
 * @param target where it goes; empty texts where that is unknown
 * @param source what is copied: an image's id, or a path
 */
public record PlannedCopy(String client, CopyTarget target, String source) {
    /** Rejects null. */
    public PlannedCopy {
        requireNonNull(client, "client");
        requireNonNull(target, "target");
        requireNonNull(source, "source");
    }
}
