package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A copy that succeeded.
 *
 * @param source the source path as it was sent
 * @param destination the destination path as it was sent
 * @param evidence how the success is known
 * @param version the version of the destination's marker (of the file itself when a single file was copied), where it was
 *     read
 */
public record CopiedContent(String source, String destination, Evidence evidence, Optional<FileVersion> version) {
    /** Refuses null. */
    public CopiedContent {
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(evidence, "evidence");
        requireNonNull(version, "version");
    }

    /** How a success is known. */
    public enum Evidence {
        /** The gateway answered 200. */
        ANSWERED,
        /** The answer was lost or a timeout, and the destination's marker has a version that it did not have before. */
        VERIFIED,
        /** The gateway answered 200, and the destination's marker has a new version. */
        ANSWERED_AND_VERIFIED
    }
}
