package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The response cannot be understood: it does not have the documented format, is truncated, or is larger than allowed. */
public class ResponseFormatException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final String reason;

    /** The HTTP status. */
    private final int status;

    /** The request id, or null. */
    private final @Nullable String requestId;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong with the response, in one line without its content
     * @param status the HTTP status of the response
     * @param requestId the service's request id, if known
     * @param context which call failed
     * @param cause the cause, or null
     */
    public ResponseFormatException(
            String reason, int status, Optional<String> requestId, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, requestId, Optional.empty(), cause);
        this.reason = reason;
        this.status = status;
        this.requestId = requestId.orElse(null);
    }

    /**
     * Returns what is wrong with the response, without the facts that {@link #getMessage()} adds.
     *
     * @return one line
     */
    public String reason() {
        return reason;
    }

    /** {@return the HTTP status, for example 200} */
    public int status() {
        return status;
    }

    /**
     * Returns the id to quote to the vendor's support.
     *
     * @return the request id, if the response contained one
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
