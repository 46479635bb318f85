package dev.imagecopy.servicefabric.model;

import java.util.Optional;

/**
 * A copy that succeeded.
 *
 * @param source the source path as it was sent
 * @param destination the destination path as it was sent
 * @param evidence how the success is known
 * @param version the version of the destination's marker (of the file itself when a single file was copied), where it was
 *     read
 * @param requestId the id under which the cluster's traces know the request that was answered, where one was
 */
public record CopiedContent(
        String source,
        String destination,
        Evidence evidence,
        Optional<FileVersion> version,
        Optional<String> requestId) {

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
