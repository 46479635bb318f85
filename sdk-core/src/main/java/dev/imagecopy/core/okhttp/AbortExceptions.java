package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The exceptions of exchanges that ended before their response. Each says how far the exchange had got. */
final class AbortExceptions {
    private AbortExceptions() {}

    static SdkInterruptedException interrupted(SendPhase phase) {
        return new SdkInterruptedException(
                "interrupted while waiting for the response",
                ErrorContext.none(false),
                unlessUnsent(phase, "the exchange was aborted by an interrupt"));
    }

    static ClientClosedException closed(SendPhase phase) {
        return new ClientClosedException(
                ErrorContext.none(false),
                Optional.empty(),
                unlessUnsent(phase, "the exchange was aborted because the transport was closed"));
    }

    static CancellationException cancelled(SendPhase phase) {
        CancellationException cancelled = new CancellationException("the exchange was cancelled");
        TransportException sent = unlessUnsent(phase, "the exchange was aborted by its caller");
        if (sent != null) {
            cancelled.initCause(sent);
        }
        return cancelled;
    }

    static TransportException timedOut(SendPhase phase, Duration timeout) {
        return new TransportException(
                "no complete response within " + timeout.toMillis() + " ms", phase, ErrorContext.none(true), null);
    }

    private static @Nullable TransportException unlessUnsent(SendPhase phase, String reason) {
        return phase == SendPhase.NOT_SENT
                ? null
                : new TransportException(reason, phase, ErrorContext.none(true), null);
    }
}
