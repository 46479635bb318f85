package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;
import java.util.Optional;

/**
 * What became of one stored copy that a client took up.
 *
 * @param <T> the type of the result
 */
public sealed interface ResumedCopy<T> {

    /** The copy as it was stored when the client took it up. */
    StoredOperation stored();

    /** The handle on the copy, where there is one. */
    default Optional<Operation<T>> handle() {
        return Optional.empty();
    }

    /**
     * It had not been sent, and was sent now.
     *
     * @param stored as it was stored
     * @param operation the accepted copy
     * @param <T> the type of the result
     */
    record Submitted<T>(StoredOperation stored, Operation<T> operation) implements ResumedCopy<T> {
        /** Rejects null. */
        public Submitted {
            requireNonNull(stored, "stored");
            requireNonNull(operation, "operation");
        }

        @Override
        public Optional<Operation<T>> handle() {
            return Optional.of(operation);
        }
    }

    /**
     * It was being sent, and now it is known to be in progress: the service honoured its key, or showed it.
     *
     * @param stored as it was stored
     * @param operation the copy
     * @param <T> the type of the result
     */
    record Settled<T>(StoredOperation stored, Operation<T> operation) implements ResumedCopy<T> {
        /** Rejects null. */
        public Settled {
            requireNonNull(stored, "stored");
            requireNonNull(operation, "operation");
        }

        @Override
        public Optional<Operation<T>> handle() {
            return Optional.of(operation);
        }
    }

    /**
     * The service had accepted it. Nothing was sent: the first poll or wait asks how it stands.
     *
     * @param stored as it was stored
     * @param operation the copy
     * @param <T> the type of the result
     */
    record Adopted<T>(StoredOperation stored, Operation<T> operation) implements ResumedCopy<T> {
        /** Rejects null. */
        public Adopted {
            requireNonNull(stored, "stored");
            requireNonNull(operation, "operation");
        }

        @Override
        public Optional<Operation<T>> handle() {
            return Optional.of(operation);
        }
    }

    /**
     * It was over.
     *
     * @param stored as it was stored, with its outcome
     * @param <T> what it yielded
     */
    record Finished<T>(StoredOperation stored) implements ResumedCopy<T> {
        /** Rejects null. */
        public Finished {
            requireNonNull(stored, "stored");
        }
    }

    /**
     * It may or may not have begun, and looking did not settle it. It stays as it is stored; taking it up again looks again.
     *
     * @param stored as it was stored
     * @param token with what it can be looked for
     * @param cause what was tried and found
     * @param <T> the type of the result
     */
    record Ambiguous<T>(StoredOperation stored, ResumeToken token, SdkException cause) implements ResumedCopy<T> {
        /** Rejects null. */
        public Ambiguous {
            requireNonNull(stored, "stored");
            requireNonNull(token, "token");
            requireNonNull(cause, "cause");
        }
    }

    /**
     * It did not begin, or it is unknown now how it stands: the service refused it or was not reached, the store failed.
     *
     * @param stored as it was stored
     * @param cause why
     * @param <T> the type of the result
     */
    record Failed<T>(StoredOperation stored, SdkException cause) implements ResumedCopy<T> {
        /** Rejects null. */
        public Failed {
            requireNonNull(stored, "stored");
            requireNonNull(cause, "cause");
        }
    }

    /**
     * This client cannot take it up: the request or the token is not one that it reads, or belongs elsewhere. Nothing was sent.
     *
     * @param stored as it was stored
     * @param reason why not, in a sentence
     * @param <T> the type of the result
     */
    record Refused<T>(StoredOperation stored, String reason) implements ResumedCopy<T> {
        /** Rejects null. */
        public Refused {
            requireNonNull(stored, "stored");
            requireNonNull(reason, "reason");
        }
    }
}
