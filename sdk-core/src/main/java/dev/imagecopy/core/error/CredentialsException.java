package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credentials could not be obtained. The message names each source that was tried and why it failed. A chain of sources asks no
 * other after a source that exists and whose failure is {@linkplain #retryable() temporary}.
 */
public class CredentialsException extends SdkException {
    private static final long serialVersionUID = 1L;

    private enum Source {
        ABSENT,
        FAILED,
        CHOSEN
    }

    /** What the user has said about the source. */
    private final Source source;

    /** How often a service was asked. */
    private int sourceAttempts;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context which call failed
     * @param cause the cause, or null
     */
    public CredentialsException(String reason, ErrorContext context, @Nullable Throwable cause) {
        this(reason, context, cause, Source.FAILED);
    }

    private CredentialsException(String reason, ErrorContext context, @Nullable Throwable cause, Source source) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
        this.source = source;
    }

    /**
     * Creates the exception for a source that does not exist on this machine: no metadata service answers, or none of several
     * sources is set. Its message says everything, so it has no cause.
     *
     * @param reason what is missing, in one line without secrets
     * @param retryable whether asking the same source again may help
     * @return the exception
     */
    public static CredentialsException absent(String reason, boolean retryable) {
        return new CredentialsException(reason, ErrorContext.none(retryable), null, Source.ABSENT);
    }

    /**
     * Creates the exception for the source of an identity that was named outright, such as a role or a profile. A chain of
     * sources ends with it, since another identity would act in the wrong account.
     *
     * @param reason what went wrong and what names the identity, in one line without secrets
     * @param retryable whether asking the same source again may help
     * @param cause the cause, or null
     * @return the exception
     */
    public static CredentialsException chosen(String reason, boolean retryable, @Nullable Throwable cause) {
        return new CredentialsException(reason, ErrorContext.none(retryable), cause, Source.CHOSEN);
    }

    /**
     * Returns whether the source does not exist on this machine, as opposed to one that failed.
     *
     * @return true if {@link #absent} created this exception
     */
    public boolean isAbsent() {
        return source == Source.ABSENT;
    }

    /**
     * Returns this exception as that of a source that exists and fails, for a source that consists of others.
     *
     * @return this exception unless it {@link #isAbsent()}, otherwise one with the same message
     */
    public CredentialsException asFailure() {
        return isAbsent()
                ? new CredentialsException(String.valueOf(getMessage()), ErrorContext.none(retryable()), getCause())
                        .dueTo(this)
                : this;
    }

    /**
     * Returns this exception as that of a source that has made several attempts itself. The call that needs the credentials counts
     * them as its own: otherwise, while a service that issues credentials fails, each call would ask it sixteen times.
     *
     * @param attempts the attempts at asking a service for credentials
     * @return an exception that differs in {@link #sourceAttempts()} alone
     */
    public CredentialsException after(int attempts) {
        CredentialsException counted = (CredentialsException) clone();
        counted.sourceAttempts = attempts;
        return counted;
    }

    /**
     * Returns this exception as that of a source whose own call has failed: with the attempts that this call made, and with the
     * service's advice about repeating it.
     *
     * @param failed what the source's call ended with, or the exception of a source on which this one relies
     * @return an exception that differs in {@link #sourceAttempts()} and {@link #retryAdvice()} alone
     */
    public CredentialsException dueTo(SdkException failed) {
        CredentialsException counted =
                after(failed instanceof CredentialsException source ? source.sourceAttempts : failed.attempts());
        counted.adopt(failed.retryAdvice().orElse(null));
        return counted;
    }

    /**
     * Returns how many attempts the source made at asking a service for credentials.
     *
     * @return the number of attempts; 0 if it asked no service, or if it is unknown
     */
    public int sourceAttempts() {
        return sourceAttempts;
    }

    /**
     * Returns whether the user has named the identity that could not be obtained.
     *
     * @return true if {@link #chosen} created this exception
     */
    public boolean isChosen() {
        return source == Source.CHOSEN;
    }
}
