package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.util.Optional;

/**
 * How far an exchange has got, and whether it has ended. One lock guards both, so that no request is sent after the exchange
 * has ended with {@link SendPhase#NOT_SENT}.
 */
final class ExchangeState {
    private SendPhase phase = SendPhase.NOT_SENT;
    private boolean sentTwice;
    private boolean ended;

    /**
     * Records that the request is about to be sent.
     *
     * @throws IOException if it was sent before, or the exchange has ended: then it must not be written
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

    /** Records that the head of a response has been read. */
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
