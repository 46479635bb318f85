package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.Evidence;
import java.util.Optional;

/**
 * A copy that succeeded.
 *
 * @param source the source path as sent
 * @param destination the destination path as sent
 * @param evidence {@link Evidence#ANSWERED} if the gateway answered 200; {@link Evidence#VERIFIED} if its response was lost or
 *     was a timeout, and the destination's marker has a new version
 * @param version the version of the destination's marker (or of the file itself, for a single file), if the client read it: for
 *     every copy that it verified, and for a request with {@code checkMarkFile}
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
