package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.SendPhase;
import java.util.Optional;

/**
 * How far one exchange got and whether it has ended. Both change under one lock, so that an end which reports
 * {@link SendPhase#NOT_SENT} is never overtaken by the request.
 */
final class Progress {
    private SendPhase phase = SendPhase.NOT_SENT;
    private boolean ended;

    /** Whether the request may be written now. */
    enum Permit {
        GRANTED,
        SENT_BEFORE,
        ENDED
    }

    synchronized Permit beginSending() {
        if (phase != SendPhase.NOT_SENT) {
            return Permit.SENT_BEFORE;
        }
        if (ended) {
            return Permit.ENDED;
        }
        phase = SendPhase.MAYBE_SENT;
        return Permit.GRANTED;
    }

    synchronized void answered() {
        phase = SendPhase.ANSWERED;
    }

    synchronized SendPhase phase() {
        return phase;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the exchange and tells how far it had got, or is empty when it had ended before. */
    synchronized Optional<SendPhase> end() {
        if (ended) {
            return Optional.empty();
        }
        ended = true;
        return Optional.of(phase);
    }
}
