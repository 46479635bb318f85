package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy in an {@link OperationStore}: the complete request, and how far the copy has got. Start with {@link #queued}; the
 * client that runs the copy updates it. Immutable. {@code dev.imagecopy.core.json.StoredOperationJson} reads and writes it as
 * text.
 *
 * @param key the key under which it is stored
 * @param phase how far it has got
 * @param request what is to be copied
 * @param region the region that the copy goes to; empty if the provider has none
 * @param name the name or path of the new image; empty if it has none
 * @param token the token from which the operation can be resumed; present from {@code SENDING} on
 * @param sends how often a client began to send the request, across all processes
 * @param queuedAt when it was first stored
 * @param sentAt when it was first sent; empty while it is queued
 * @param changedAt when it was last stored
 * @param outcome how it ended; present if and only if the phase is {@code FINAL}
 */
public record StoredOperation(
        OperationKey key,
        Phase phase,
        StoredRequest request,
        String region,
        String name,
        Optional<ResumeToken> token,
        int sends,
        Instant queuedAt,
        Optional<Instant> sentAt,
        Instant changedAt,
        Optional<StoredOutcome> outcome) {

    /** How far a stored copy has got. */
    public enum Phase {
        /** Nothing has been sent. */
        QUEUED,
        /** The request is being sent, or was when the process ended: it may or may not have arrived. */
        SENDING,
        /** The service has accepted the copy. */
        ACCEPTED,
        /** The copy has ended. It is kept so that its key starts no second copy. */
        FINAL
    }

    /**
     * Rejects null.
     *
     * @throws IllegalArgumentException if something that the phase requires is missing: the token and the time of sending in
     *     {@code SENDING} and {@code ACCEPTED}, and the outcome in {@code FINAL} and only there
     */
    public StoredOperation {
        requireNonNull(key, "key");
        requireNonNull(phase, "phase");
        requireNonNull(request, "request");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
        requireNonNull(token, "token");
        requireNonNull(queuedAt, "queuedAt");
        requireNonNull(sentAt, "sentAt");
        requireNonNull(changedAt, "changedAt");
        requireNonNull(outcome, "outcome");
        boolean underWay = phase == Phase.SENDING || phase == Phase.ACCEPTED;
        if (underWay && (token.isEmpty() || sentAt.isEmpty())) {
            throw new IllegalArgumentException("StoredOperation: " + phase + " needs a token and the time of sending");
        }
        if ((phase == Phase.FINAL) != outcome.isPresent()) {
            throw new IllegalArgumentException("StoredOperation: an outcome belongs to FINAL, and only there");
        }
        if (sends < 0) {
            throw new IllegalArgumentException("StoredOperation: sends must not be negative");
        }
    }

    /**
     * Returns a copy to be sent later: by {@code copyImage} under its key, or by {@code resumeAll}.
     *
     * @param key the key under which it is stored, from {@code copies().key(…)}
     * @param request what is to be copied, from {@code copies().write(…)}
     * @param region the region that the copy goes to
     * @param name the name or path of the new image
     * @param now the current time
     */
    public static StoredOperation queued(
            OperationKey key, StoredRequest request, String region, String name, Instant now) {
        requireNonNull(now, "now");
        return new StoredOperation(
                key,
                Phase.QUEUED,
                request,
                region,
                name,
                Optional.empty(),
                0,
                now,
                Optional.empty(),
                now,
                Optional.empty());
    }

    /** Returns this copy when it is about to be sent. */
    public StoredOperation sending(ResumeToken intent, Instant now) {
        requireNonNull(intent, "intent");
        requireNonNull(now, "now");
        return new StoredOperation(
                key,
                Phase.SENDING,
                request,
                region,
                name,
                Optional.of(intent),
                sends + 1,
                queuedAt,
                Optional.of(sentAt.orElse(now)),
                now,
                Optional.empty());
    }

    /**
     * Returns this copy when a poll is about to send it again, because it evidently never arrived.
     *
     * @param operation the token that says when it is sent
     * @param now the current time
     */
    public StoredOperation sendingAgain(ResumeToken operation, Instant now) {
        requireNonNull(operation, "operation");
        requireNonNull(now, "now");
        return new StoredOperation(
                key, phase, request, region, name, Optional.of(operation), sends + 1, queuedAt, sentAt, now, outcome);
    }

    /** Returns this copy after the service has accepted it. */
    public StoredOperation accepted(ResumeToken operation, Instant now) {
        requireNonNull(operation, "operation");
        requireNonNull(now, "now");
        return new StoredOperation(
                key,
                Phase.ACCEPTED,
                request,
                region,
                name,
                Optional.of(operation),
                sends,
                queuedAt,
                Optional.of(sentAt.orElse(now)),
                now,
                Optional.empty());
    }

    /** Returns this copy after its end. */
    public StoredOperation ended(StoredOutcome end, Instant now) {
        requireNonNull(end, "end");
        requireNonNull(now, "now");
        return new StoredOperation(
                key, Phase.FINAL, request, region, name, token, sends, queuedAt, sentAt, now, Optional.of(end));
    }
}
