package dev.imagecopy.fleet.internal.row;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the row of a copy holds as versioned JSON.
 *
 * @param mode whether an existing image will do
 * @param attempt the number of the attempt, which is part of its key
 * @param begun how many copies were begun since the job was submitted or taken up again
 * @param origin where the copy comes from
 * @param operation the attempt, as an operation store holds it
 * @param adopted the token of a copy that somebody else has started
 * @param marks what the next step must know
 * @param snapshot what the last poll told
 * @param end how it ended
 */
public record CopyRecord(
        CopyJob.Mode mode,
        int attempt,
        int begun,
        CopyOrigin origin,
        StoredOperation operation,
        Optional<ResumeToken> adopted,
        Marks marks,
        Optional<Snapshot> snapshot,
        Optional<End> end) {

    /**
     * What the next step must know.
     *
     * @param seen whether a poll has seen the copy
     * @param cancelSent whether the service has accepted to cancel it
     * @param troubles how many steps have failed in a row
     */
    public record Marks(boolean seen, boolean cancelSent, int troubles) {
        /** Nothing is known. */
        public static final Marks NONE = new Marks(false, false, 0);
    }

    /**
     * What a poll told.
     *
     * @param state the copy's state
     * @param providerStatus the service's own status
     * @param percent 0 to 100, if the service tells
     * @param remaining the service's own estimate, if it gives one
     * @param requestId the vendor's request id, if known
     * @param observedAt when it was told
     */
    public record Snapshot(
            OperationState state,
            String providerStatus,
            OptionalInt percent,
            Optional<Duration> remaining,
            Optional<String> requestId,
            Instant observedAt) {}

    /**
     * How a copy ended.
     *
     * @param imageId the image that exists now; empty if there is none, or if it is unknown
     * @param evidence how it is known that the image is the requested one
     * @param failure why it did not succeed
     * @param token the token of a copy that may be in progress
     */
    public record End(String imageId, Evidence evidence, Optional<CopyFailure> failure, Optional<ResumeToken> token) {}

    /** Returns the record of a job that was just submitted. */
    public static CopyRecord submitted(CopyJob.Mode mode, StoredOperation queued) {
        return new CopyRecord(
                mode, 1, 0, CopyOrigin.NONE, queued, Optional.empty(), Marks.NONE, Optional.empty(), Optional.empty());
    }

    /** Returns whether an existing image will do. */
    public boolean ensures() {
        return mode == CopyJob.Mode.ENSURE;
    }

    /**
     * Returns whether a copy may be under way: one was sent, or is followed, and this does not say how it ended. One of which only
     * the fleet has heard no more has a token among its end.
     */
    public boolean mayBeUnderWay() {
        boolean isEndKnown = end.isPresent() && end.get().token().isEmpty();
        return isBegun() && !isEndKnown;
    }

    /** Returns whether a copy was sent or accepted, or is followed, whatever became of it. */
    public boolean isBegun() {
        return adopted.isPresent()
                || operation.phase() == StoredOperation.Phase.SENDING
                || operation.phase() == StoredOperation.Phase.ACCEPTED;
    }

    /** Returns this with what is stored of its attempt now. */
    public CopyRecord with(StoredOperation now) {
        return new CopyRecord(mode, attempt, begun, origin, now, adopted, marks, snapshot, end);
    }

    /** Returns this when one more copy is about to begin. */
    public CopyRecord beginning() {
        return new CopyRecord(
                mode, attempt, begun + 1, CopyOrigin.COPIED, operation, adopted, marks, snapshot, Optional.empty());
    }

    /** Returns this without the copy that was about to begin, if it was not sent: it was no attempt. */
    public CopyRecord unlessBegun() {
        boolean isUnsent = origin == CopyOrigin.COPIED && operation.phase() == StoredOperation.Phase.QUEUED;
        return isUnsent ? again(attempt, operation, Math.max(0, begun - 1)) : this;
    }

    /** Returns this, following a copy that somebody else has started. */
    public CopyRecord adopting(ResumeToken token) {
        return new CopyRecord(
                mode,
                attempt,
                begun + 1,
                CopyOrigin.ADOPTED,
                operation,
                Optional.of(token),
                Marks.NONE,
                snapshot,
                Optional.empty());
    }

    /** Returns this with the token that the copy's handle gives now: only that says when a cluster was sent the copy last. */
    public CopyRecord knowing(ResumeToken token) {
        StoredOperation known = operation;
        return known.token().isEmpty() || known.token().get().equals(token)
                ? this
                : with(new StoredOperation(
                        known.key(),
                        known.phase(),
                        known.request(),
                        known.region(),
                        known.name(),
                        Optional.of(token),
                        known.sends(),
                        known.queuedAt(),
                        known.sentAt(),
                        known.changedAt(),
                        known.outcome()));
    }

    /** Returns this with another origin. */
    public CopyRecord from(CopyOrigin other) {
        return new CopyRecord(mode, attempt, begun, other, operation, adopted, marks, snapshot, end);
    }

    /** Returns this with other marks. */
    public CopyRecord marked(Marks now) {
        return new CopyRecord(mode, attempt, begun, origin, operation, adopted, now, snapshot, end);
    }

    /** Returns this after a poll. */
    public CopyRecord observed(Snapshot told) {
        Marks now = new Marks(marks.seen() || !told.providerStatus().isEmpty(), marks.cancelSent(), 0);
        return new CopyRecord(mode, attempt, begun, origin, operation, adopted, now, Optional.of(told), end);
    }

    /** Returns this after its end. */
    public CopyRecord ended(End how) {
        return new CopyRecord(mode, attempt, begun, origin, operation, adopted, marks, snapshot, Optional.of(how));
    }

    /**
     * Returns this when the job begins anew, under another key.
     *
     * @param number the number of the attempt
     * @param queued the attempt
     * @param before how many copies were begun before
     */
    public CopyRecord again(int number, StoredOperation queued, int before) {
        return new CopyRecord(
                mode,
                number,
                before,
                CopyOrigin.NONE,
                queued,
                Optional.empty(),
                Marks.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this when a copy whose outcome is open is taken up again. */
    public CopyRecord reopened() {
        return new CopyRecord(
                mode, attempt, 1, CopyOrigin.RESUMED, operation, adopted, Marks.NONE, snapshot, Optional.empty());
    }
}
