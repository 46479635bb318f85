package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy in an {@link OperationStore}: the whole request, and how far it is. Begin with {@link #queued}; the client that runs
 * the copy moves it on. Immutable. As text: {@code dev.imagecopy.core.json.StoredOperationJson}.
 *
 * @param key under what it is stored
 * @param phase how far it is
 * @param request what is to be copied
 * @param region the region that the copy goes to; empty where the provider has none
 * @param name the name or path of what is made; empty if it has none
 * @param token with what the operation is found again; present from {@code SENDING} on
 * @param sends how often the client set out to send the request, over all processes
 * @param queuedAt when it was stored first
 * @param sentAt when it was sent first; empty while queued
 * @param changedAt when it was stored last
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

    /** How far a stored copy is. */
    public enum Phase {
        /** Nothing has been sent. */
        QUEUED,
        /** The request is being sent, or was when the process ended: it may or may not have arrived. */
        SENDING,
        /** The service has accepted the copy. */
        ACCEPTED,
        /** The copy is over. Kept, so that its key starts no second copy. */
        FINAL
    }

    /**
     * Rejects null.
     *
     * @throws IllegalArgumentException if a phase lacks what belongs to it: token and time of sending from {@code SENDING} to
     *     {@code ACCEPTED}, an outcome at the end and only there
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
     * A copy that is to be sent later, by whoever takes it up: {@code copyImage} under its key, or {@code resumeAll}.
     *
     * @param key under what it is stored; {@code copies().key(…)} makes it
     * @param request what is to be copied; {@code copies().write(…)} makes it
     * @param region the region that the copy goes to
     * @param name the name or path of what will be made
     * @param now the present time
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

    /** The same, about to be sent. */
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

    /** The same, accepted by the service. */
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

    /** The same, at its end. */
    public StoredOperation ended(StoredOutcome end, Instant now) {
        requireNonNull(end, "end");
        requireNonNull(now, "now");
        return new StoredOperation(
                key, Phase.FINAL, request, region, name, token, sends, queuedAt, sentAt, now, Optional.of(end));
    }
}
