package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;
import java.util.Optional;

/**
 * What became of one stored copy that a client resumed.
 *
 * @param <T> the type of the result
 */
public sealed interface ResumedCopy<T> {

    /** Returns the copy as it was stored before it was resumed. */
    StoredOperation stored();

    /** Returns the copy's handle, if there is one. */
    default Optional<Operation<T>> handle() {
        return Optional.empty();
    }

    /**
     * The copy had not been sent, and has been sent now.
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
     * The copy was being sent, and is now known to be in progress: the service recognized its key, or shows the copy.
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
     * The service had already accepted the copy. Nothing was sent: the first poll or wait asks for its state.
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
     * The copy had already ended.
     *
     * @param stored as it was stored, with its outcome
     * @param <T> the type of the result
     */
    record Finished<T>(StoredOperation stored) implements ResumedCopy<T> {
        /** Rejects null. */
        public Finished {
            requireNonNull(stored, "stored");
        }
    }

    /**
     * The copy may or may not have begun, and a search did not settle that, or the service refused to answer it or could not be
     * asked, or the store or a clock failed before. If the cause of {@code cause} is retryable, asking again may help. The copy stays in the store as it is; resuming it again searches again.
     *
     * @param stored as it was stored
     * @param token a token to search for it later
     * @param cause what was tried, and with what result
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
     * The copy did not begin: the service refused it or could not be reached, or the store failed.
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
     * This client cannot resume the copy: it cannot read the request or the token, or they belong to another client. Nothing
     * was sent for it now; a copy that was being sent, or that was accepted, may be under way all the same.
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
