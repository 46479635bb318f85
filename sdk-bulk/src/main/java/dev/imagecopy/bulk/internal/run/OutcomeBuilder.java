package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.Instant;
import java.util.Optional;

/** Builds the outcome of a job. */
final class OutcomeBuilder {
    private final String key;
    private final String client;
    private final CopyTarget target;
    private final String source;
    private final Instant startedAt;
    private final Instant endedAt;
    private CopyStatus status = CopyStatus.FAILED;
    private CopyOrigin origin = CopyOrigin.NONE;
    private int attempts;
    private String imageId = "";
    private Evidence evidence = Evidence.ANSWERED;
    private Optional<CopyFailure> cause = Optional.empty();
    private Optional<Throwable> exception = Optional.empty();
    private Optional<ResumeToken> resumeToken = Optional.empty();

    OutcomeBuilder(String key, String client, CopyTarget target, String source, Instant startedAt, Instant endedAt) {
        this.key = key;
        this.client = client;
        this.target = target;
        this.source = source;
        this.startedAt = startedAt;
        this.endedAt = endedAt;
    }

    OutcomeBuilder status(CopyStatus how, CopyOrigin by, int begun) {
        status = how;
        origin = by;
        attempts = begun;
        return this;
    }

    OutcomeBuilder imageId(String id) {
        imageId = id;
        return this;
    }

    OutcomeBuilder evidence(Evidence known) {
        evidence = known;
        return this;
    }

    OutcomeBuilder cause(CopyFailure failure) {
        cause = Optional.of(failure);
        return this;
    }

    OutcomeBuilder cause(Throwable error) {
        exception = Optional.of(error);
        if (error instanceof SdkException failure && status != CopyStatus.FAILED && status != CopyStatus.CANCELLED) {
            resumeToken = failure.resumeToken().or(() -> resumeToken);
        }
        return cause(CopyFailure.of(error));
    }

    OutcomeBuilder resumeToken(ResumeToken token) {
        resumeToken = Optional.of(token);
        return this;
    }

    TaskEnd.Ended end() {
        return new TaskEnd.Ended(build(), exception);
    }

    CopyOutcome build() {
        return new CopyOutcome(
                key,
                client,
                target,
                source,
                imageId,
                status,
                origin,
                evidence,
                attempts,
                startedAt,
                endedAt,
                cause,
                resumeToken);
    }
}
