package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.util.Optional;

/**
 * How far one exchange has got, and whether it has ended. Both change under one lock, so that an end which reports
 * {@link SendPhase#NOT_SENT} is never overtaken by the request.
 */
final class ExchangeState {
    private SendPhase phase = SendPhase.NOT_SENT;
    private boolean sentTwice;
    private boolean ended;

    /**
     * Notes that the request goes out.
     *
     * @throws IOException if it went out before, or the exchange has ended: it must not be written then
     */
    synchronized void beginSending() throws IOException {
        if (phase != SendPhase.NOT_SENT) {
            sentTwice = true;
            throw new IOException("refused to send a request twice");
        }
        if (ended) {
            throw new IOException("the exchange ended before its request was sent");
        }
        phase = SendPhase.MAYBE_SENT;
    }

    /** Whether somebody tried to send the request again. */
    synchronized boolean isSentTwice() {
        return sentTwice;
    }

    /** Notes that the head of an answer has been read. */
    synchronized void answered() {
        phase = SendPhase.ANSWERED;
    }

    synchronized SendPhase phase() {
        return phase;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the exchange. Returns how far it had got, or empty if it had ended before. */
    synchronized Optional<SendPhase> end() {
        if (ended) {
            return Optional.empty();
        }
        ended = true;
        return Optional.of(phase);
    }
}
