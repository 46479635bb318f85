package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service answered with an error. Catch a subclass to react to a family of reasons; {@link #code()} is always the vendor's
 * own code, whether the SDK knows it or not.
 */
public class ApiException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status. */
    private final int status;

    /** The vendor's code. */
    private final String code;

    /** The vendor's explanation. */
    private final String serviceMessage;

    /** The request id, or null. */
    private final @Nullable String requestId;

    /** How long the service asked to wait, or null. */
    private final @Nullable Duration retryAfter;

    /** The beginning of the body, or null. */
    private final @Nullable String bodyExcerpt;

    private final transient @Nullable Map<String, String> details;

    /**
     * Creates the exception.
     *
     * @param error what the service reported
     * @param context the call that failed
     */
    public ApiException(ApiError error, ErrorContext context) {
        super(error.summary(), context, error.requestId(), Optional.<ResumeToken>empty(), null);
        status = error.status();
        code = error.code();
        serviceMessage = error.message();
        requestId = error.requestIdOrNull();
        retryAfter = error.retryAfterOrNull();
        bodyExcerpt = error.bodyExcerptOrNull();
        details = error.details();
    }

    /** {@return the HTTP status, for example 403} */
    public int status() {
        return status;
    }

    /** {@return the code as sent, empty if the response contained none} */
    public String code() {
        return code;
    }

    /**
     * Returns the vendor's explanation without the facts that {@link #getMessage()} adds.
     *
     * @return one line, empty if the response contained none
     */
    public String serviceMessage() {
        return serviceMessage;
    }

    /**
     * Returns the id to quote to the vendor's support.
     *
     * @return the request id, if the response contained one
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * Returns how long the service asked to wait before the next attempt.
     *
     * @return the hint, if the response contained one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Returns the beginning of the body, with secrets removed.
     *
     * @return at most 2 KiB on one line; empty if there was no body
     */
    public Optional<String> bodyExcerpt() {
        return Optional.ofNullable(bodyExcerpt);
    }

    /**
     * Returns further facts that the vendor reported.
     *
     * @return the facts by the vendor's names, for example {@code HostId}; often empty
     */
    public Map<String, String> details() {
        return details == null ? Map.of() : details; // null after deserialization
    }
}
