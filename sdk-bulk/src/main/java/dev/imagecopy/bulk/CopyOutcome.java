package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of one job, in the same form for all clouds. Immutable.
 *
 * @param key the key of the job's last attempt in the store; empty for a run without a store
 * @param client the name of the client that ran it
 * @param target the provider, region, account scope and name of the image to create
 * @param source what was to be copied: an image's id, or a path; empty if the job was invalid
 * @param imageId the id or path of the image that exists now; empty if there is none, or if it is unknown
 * @param status how the job ended
 * @param origin where the job's copy comes from
 * @param evidence how it is known that the image is the requested one: {@code FOUND_BY_NAME} if only its name says so
 * @param attempts how many copies were begun for the job
 * @param startedAt when the job started
 * @param endedAt when it ended
 * @param cause why it did not succeed
 * @param resumeToken the token to resume the copy, if one may be in progress
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
    /** Rejects null. */
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

    /** Returns whether the service shows no source, so that only the name says that the image is the requested one. */
    @JsonIgnore
    public boolean isByName() {
        return evidence == Evidence.FOUND_BY_NAME;
    }

    /**
     * Identifies the job: the same in all its {@link CopyProgress} and its outcome, in the lines of the report, and
     * in every start with the same store. Empty for a run without a store.
     */
    public String job() {
        return JobKeys.job(key);
    }
}
