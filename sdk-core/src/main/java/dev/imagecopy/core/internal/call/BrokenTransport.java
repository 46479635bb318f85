package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.util.Objects;

/**
 * A transport threw something other than the exceptions that it should throw: a bug, an Error, a cancellation. That says nothing
 * about the service, so it counts as a lost connection; unless the attempt was not sent, since then it passed on what somebody else
 * threw whom it asked at the attempt's turn.
 */
final class BrokenTransport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenTransport(Throwable thrown) {
        super(null, thrown, false, false);
    }

    /** What is thrown for a transport that returns null. */
    static NullPointerException nothing() {
        return new NullPointerException("the transport returned null");
    }

    /** What was thrown, whether by a transport or not. */
    static Throwable within(Throwable thrown) {
        return thrown instanceof BrokenTransport broken ? broken.thrown() : thrown;
    }

    Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }

    /** The exception that it should have thrown. */
    TransportException told() {
        return new TransportException(
                "the transport broke off with " + thrown().getClass().getSimpleName(),
                SendPhase.MAYBE_SENT,
                ErrorContext.none(true),
                thrown());
    }
}
