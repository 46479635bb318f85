package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.RetryAdvice;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.Redactor;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ProviderProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failed attempt, before the decision what to do about it. The exception is created after the decision, since its message
 * includes it.
 *
 * @param recovery what can be done about it
 * @param maybeExecuted whether the service may have acted on the attempt
 * @param hint how long the service asks to wait, or a source of credentials
 * @param isOwnHint whether the call's own service has said so; a source may have found it out otherwise
 * @param throttleWindow the length of the service's throttle windows, if the call has to wait for the next one
 * @param tries how many attempts it takes of those that the policy allows: as many as a source of credentials has made itself
 * @param exception creates the exception
 */
record AttemptFailure(
        Recovery recovery,
        boolean maybeExecuted,
        Optional<Duration> hint,
        boolean isOwnHint,
        Optional<Duration> throttleWindow,
        int tries,
        Function<ErrorContext, ? extends SdkException> exception) {

    AttemptFailure(
            Recovery recovery,
            boolean maybeExecuted,
            Optional<Duration> hint,
            Optional<Duration> throttleWindow,
            Function<ErrorContext, ? extends SdkException> exception) {
        this(recovery, maybeExecuted, hint, true, throttleWindow, 1, exception);
    }

    AttemptFailure(
            Recovery recovery,
            boolean maybeExecuted,
            Optional<Duration> hint,
            Function<ErrorContext, ? extends SdkException> exception) {
        this(recovery, maybeExecuted, hint, Optional.empty(), exception);
    }

    /**
     * Classifies an exception thrown by an attempt or on the way to it; null for bugs and misuse.
     *
     * @param sent whether the request had been passed to the transport
     * @param closed whether the client is closed, which a transport or a source of credentials may report in any way, and which
     *     interrupts blocking calls
     * @param cleaner removes secrets from the words of a transport, which may be the application's own
     */
    static @Nullable AttemptFailure of(Throwable thrown, boolean sent, boolean closed, UnaryOperator<String> cleaner) {
        if (thrown instanceof BrokenTransport broken) {
            return of(sent ? broken.told() : broken.thrown(), sent, closed, cleaner);
        }
        if (thrown instanceof ClientClosedException
                || (closed
                        && (thrown instanceof TransportException
                                || thrown instanceof SdkInterruptedException
                                || thrown instanceof CredentialsException))) {
            return new AttemptFailure(
                    Recovery.NONE,
                    sent && mayHaveArrived(thrown),
                    Optional.empty(),
                    context -> new ClientClosedException(context, Optional.empty(), thrown.getCause()));
        }
        if (thrown instanceof TransportException e) {
            // The transport's own exception has the same text without the call's name, so only its cause is of
            // interest.
            String reason = cleaner.apply(e.reason());
            Throwable cause = e.getCause() != null ? e.getCause() : reason.equals(e.reason()) ? e : null;
            return new AttemptFailure(
                    e.retryable() ? Recovery.TRANSIENT : Recovery.NONE,
                    e.sendPhase() != SendPhase.NOT_SENT,
                    Optional.empty(),
                    context -> new TransportException(reason, e.sendPhase(), context, cause));
        }
        if (sent
                && thrown
                        instanceof
                        DeadlineExceededException e) { // its turn in the transport's queue did not come in time
            String reason = String.valueOf(e.getMessage());
            return new AttemptFailure(
                    Recovery.TRANSIENT,
                    false,
                    Optional.empty(),
                    context -> new DeadlineExceededException(reason, context, null));
        }
        if (thrown instanceof ResponseFormatException e) {
            return unreadable(e);
        }
        if (thrown instanceof CredentialsException e) {
            return withoutCredentials(e);
        }
        if (thrown instanceof SdkInterruptedException e) {
            return new AttemptFailure(
                    Recovery.NONE,
                    sent && mayHaveArrived(e),
                    Optional.empty(),
                    context -> new SdkInterruptedException(String.valueOf(e.getMessage()), context, e));
        }
        return null;
    }

    /**
     * The source has repeated its own request already, so that this call does not repeat all of it as often again, nor sooner than the
     * service that was asked for credentials wants.
     */
    private static AttemptFailure withoutCredentials(CredentialsException e) {
        String reason = Redactor.oneLine(String.valueOf(e.getMessage()));
        return new AttemptFailure(
                e.retryable() ? again(e) : Recovery.NONE,
                false,
                e.retryAdvice().map(RetryAdvice::atLeast),
                false,
                Optional.empty(),
                Math.max(1, e.sourceAttempts()),
                context -> new CredentialsException(reason, context, e.isAbsent() ? null : e)
                        .after(context.attempts().number() + e.sourceAttempts()));
    }

    private static Recovery again(CredentialsException e) {
        return e.retryAdvice().filter(RetryAdvice::throttled).isPresent() ? Recovery.THROTTLED : Recovery.REJECTED;
    }

    /** Whatever its status is, such a response does not say what the service did. */
    static AttemptFailure unreadable(ResponseFormatException e) {
        return new AttemptFailure(
                e.retryable() ? Recovery.TRANSIENT : Recovery.NONE,
                true,
                Optional.empty(),
                context -> new ResponseFormatException(e.reason(), e.status(), e.requestId(), context, e));
    }

    /** Returns whether the same call may succeed later without any change; repairs have been tried already. */
    boolean isRetryable() {
        return recovery != Recovery.NONE && !recovery.isRepair();
    }

    AttemptFailure finalError() {
        return new AttemptFailure(Recovery.NONE, maybeExecuted, hint, exception);
    }

    /** Whether what was to be deleted no longer exists. Creates the exception, so call it only if needed. */
    boolean isGone(ProviderProfile<?> service) {
        return exception.apply(ErrorContext.none(false)) instanceof NotFoundException e
                && service.errors().isGone(e);
    }

    /** The cause of an aborted exchange says how far it had got; a transport that does not say so may have sent it. */
    private static boolean mayHaveArrived(Throwable aborted) {
        Throwable progress = aborted instanceof TransportException ? aborted : aborted.getCause();
        return !(progress instanceof TransportException e && e.sendPhase() == SendPhase.NOT_SENT);
    }
}
