package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The exceptions of exchanges that ended before their response. Each says how far the exchange had got. */
final class AbortExceptions {
    private AbortExceptions() {}

    static SdkInterruptedException interrupted(SendPhase phase) {
        return new SdkInterruptedException(
                "interrupted while waiting for the response",
                ErrorContext.none(false),
                new TransportException(
                        "the exchange was aborted by an interrupt", phase, ErrorContext.none(true), null));
    }

    static ClientClosedException closed(SendPhase phase) {
        return new ClientClosedException(
                ErrorContext.none(false),
                Optional.empty(),
                new TransportException(
                        "the exchange was aborted because the transport was closed",
                        phase,
                        ErrorContext.none(true),
                        null));
    }

    static CancellationException cancelled(SendPhase phase) {
        CancellationException cancelled = new CancellationException("the exchange was cancelled");
        if (phase != SendPhase.NOT_SENT) {
            cancelled.initCause(new TransportException(
                    "the exchange was aborted by its caller", phase, ErrorContext.none(true), null));
        }
        return cancelled;
    }

    /** For a request whose turn in the queue did not come. */
    static DeadlineExceededException waitedInVain(Duration timeout) {
        return new DeadlineExceededException(
                "no place among the client's exchanges became free within " + timeout.toMillis()
                        + " ms, and nothing was sent",
                ErrorContext.none(true),
                null);
    }

    static TransportException timedOut(SendPhase phase, Duration timeout) {
        return new TransportException(
                "no complete response within " + timeout.toMillis() + " ms", phase, ErrorContext.none(true), null);
    }
}
