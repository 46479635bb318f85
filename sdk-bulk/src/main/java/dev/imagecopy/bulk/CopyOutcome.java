package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one job, the same for all clouds. Immutable.
 *
 * @param key under what the store holds the job's last attempt; empty for a run without a store
 * @param client the name of the client that ran it
 * @param target the provider, region, account scope and name of what was to be made
 * @param source what was to be copied: an image's id, or a path; empty if the job was not understood
 * @param imageId the id of what is there now, or its path; empty when nothing is, or it is not known
 * @param status how the job ended
 * @param origin by what the job came to its copy
 * @param evidence how it is known that the image is the one that was asked for: {@code FOUND_BY_NAME} if only its name says so
 * @param attempts how many copies were begun for the job
 * @param startedAt when the job's turn came
 * @param endedAt when it ended
 * @param cause why it did not succeed
 * @param resumeToken with what the copy can be picked up, where one may be under way
 */
public record CopyOutcome(
        String key,
        String client,
        CopyTarget target,
        String source,
        String imageId,
        CopyStatus status,
        CopyOrigin origin,
        Evidence evidence,
        int attempts,
        Instant startedAt,
        Instant endedAt,
        Optional<CopyFailure> cause,
        Optional<ResumeToken> resumeToken) {
    /** Refuses null. */
    public CopyOutcome {
        requireNonNull(key, "key");
        requireNonNull(client, "client");
        requireNonNull(target, "target");
        requireNonNull(source, "source");
        requireNonNull(imageId, "imageId");
        requireNonNull(status, "status");
        requireNonNull(origin, "origin");
        requireNonNull(evidence, "evidence");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(cause, "cause");
        requireNonNull(resumeToken, "resumeToken");
    }

    /** Tells whether the service shows no source, so that the name alone says that the image is the one that was asked for. */
    public boolean isByName() {
        return evidence == Evidence.FOUND_BY_NAME;
    }
}
