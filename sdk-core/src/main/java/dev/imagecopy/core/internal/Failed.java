package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A failed attempt before the decision: what the decision needs, and how to make the exception once the decision is known,
 * since the message tells it.
 */
record Failed(Failure failure, Function<ErrorContext, ? extends SdkException> exception) {

    static Failed of(
            Recovery recovery,
            boolean maybeExecuted,
            Optional<Duration> hint,
            Function<ErrorContext, ? extends SdkException> exception) {
        return new Failed(new Failure(recovery, maybeExecuted, hint), exception);
    }

    /** Reads what an attempt threw instead of answering. Bugs and misuse are thrown on as they are. */
    static Failed of(RuntimeException thrown) {
        if (thrown instanceof TransportException e) {
            return of(
                    e.retryable() ? Recovery.TRANSIENT : Recovery.NONE,
                    e.sendPhase() != SendPhase.NOT_SENT,
                    Optional.empty(),
                    context -> new TransportException(e.reason(), e.sendPhase(), context, e));
        }
        if (thrown instanceof ResponseFormatException e) {
            return badAnswer(e);
        }
        if (thrown instanceof CredentialsException e) {
            return of(
                    e.retryable() ? Recovery.REJECTED : Recovery.NONE,
                    false,
                    Optional.empty(),
                    context -> new CredentialsException(String.valueOf(e.getMessage()), context, e));
        }
        if (thrown instanceof SdkInterruptedException e) {
            return of(
                    Recovery.NONE,
                    maybeSent(e),
                    Optional.empty(),
                    context -> new SdkInterruptedException("interrupted while waiting for the answer", context, e));
        }
        if (thrown instanceof ClientClosedException e) {
            return of(
                    Recovery.NONE,
                    maybeSent(e),
                    Optional.empty(),
                    context -> new ClientClosedException(context, Optional.empty()));
        }
        throw thrown;
    }

    static Failed badAnswer(ResponseFormatException e) {
        boolean maybeExecuted = e.status() < 300 || e.status() >= 500;
        return of(
                e.retryable() ? Recovery.TRANSIENT : Recovery.NONE,
                maybeExecuted,
                Optional.empty(),
                context -> new ResponseFormatException(e.reason(), e.status(), e.requestId(), context, e));
    }

    Recovery recovery() {
        return failure.recovery();
    }

    /** Whether the same call may succeed later without any change; repairs are over by then. */
    boolean isRetryable() {
        return switch (failure.recovery()) {
            case TRANSIENT, REJECTED, THROTTLED, THROTTLED_UNTIL_NEXT_MINUTE -> true;
            case NONE, REFRESH_CREDENTIALS, CORRECT_CLOCK, SIGN_AGAIN -> false;
        };
    }

    Failed finalError() {
        return new Failed(new Failure(Recovery.NONE, failure.maybeExecuted(), failure.hint()), exception);
    }

    /** A transport says in the cause how far an aborted exchange had got. */
    private static boolean maybeSent(SdkException aborted) {
        return aborted.getCause() instanceof TransportException e && e.sendPhase() != SendPhase.NOT_SENT;
    }

    /** Whether an exception leaves it open if a call that changes something took effect. */
    static boolean isAmbiguous(Throwable error) {
        return error instanceof AmbiguousOutcomeException;
    }
}
