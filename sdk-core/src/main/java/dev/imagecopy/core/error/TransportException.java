package dev.imagecopy.core.error;

import dev.imagecopy.core.http.SendPhase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * There was no usable response: name resolution, the connection, TLS, sending or reading failed. {@link #sendPhase()} says
 * whether the service may have received the request.
 */
public class TransportException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final String reason;

    /** How far the exchange got. */
    private final SendPhase sendPhase;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param sendPhase how far the exchange got
     * @param context which call failed
     * @param cause the cause, or null
     */
    public TransportException(String reason, SendPhase sendPhase, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
        this.reason = reason;
        this.sendPhase = sendPhase;
    }

    /**
     * Returns what went wrong, without the facts that {@link #getMessage()} adds.
     *
     * @return one line
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns how far the exchange got.
     *
     * @return the phase that was reached
     */
    public SendPhase sendPhase() {
        return sendPhase;
    }
}
