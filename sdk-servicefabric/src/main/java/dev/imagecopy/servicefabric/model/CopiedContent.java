package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.Evidence;
import java.util.Optional;

/**
 * A copy that succeeded.
 *
 * @param source the source path as it was sent
 * @param destination the destination path as it was sent
 * @param evidence {@link Evidence#ANSWERED} if the gateway answered 200; {@link Evidence#VERIFIED} if its response was lost or
 *     a timeout, and the destination's marker has a version that it did not have before
 * @param version the version of the destination's marker (of the file itself if a single file was copied), where the client
 *     read it: after every copy that it verified, and after a response to a request with {@code checkMarkFile}
 */
public record CopiedContent(String source, String destination, Evidence evidence, Optional<FileVersion> version) {
    /** Rejects null. */
    public CopiedContent {
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(evidence, "evidence");
        requireNonNull(version, "version");
    }
}
