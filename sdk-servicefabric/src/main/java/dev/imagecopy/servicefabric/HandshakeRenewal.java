package dev.imagecopy.servicefabric;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Asks for other certificates or pins when TLS handshakes fail: once, however many exchanges fail together, and not again for
 * what the asking brought. Rounds tell them apart: each question opens a new one, and an exchange belongs to the round in
 * which it began.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class HandshakeRenewal {
    private final @Nullable CredentialsProvider<ServiceFabricCredentials> source;
    private @Nullable ServiceFabricCredentials used; // guarded by this
    private int round; // guarded by this
    private boolean unproven; // guarded by this: no handshake has succeeded since the question

    /**
     * Creates a renewal.
     *
     * @param source told which credentials failed; null for credentials that never change
     */
    HandshakeRenewal(@Nullable CredentialsProvider<ServiceFabricCredentials> source) {
        this.source = source;
    }

    /** Notes the credentials that the next exchanges are made with. */
    synchronized void adopt(ServiceFabricCredentials credentials) {
        used = credentials;
    }

    /** The round that an exchange belongs to which begins now. */
    synchronized int round() {
        return round;
    }

    /** Notes that a gateway has answered. */
    synchronized void succeeded(int began) {
        if (began == round) {
            unproven = false;
        }
    }

    /**
     * Asks for other credentials unless somebody has meanwhile. The source is told before anybody is let on, since the next
     * attempt would be made with the old ones otherwise.
     *
     * @param began the round of the exchange that failed
     * @return false when those that failed are themselves the response to such a question, or there are no others
     */
    synchronized boolean helpsAfter(int began) {
        ServiceFabricCredentials refused = used;
        if (source == null || refused == null) {
            return false;
        }
        if (began != round) {
            return true;
        }
        boolean again = !unproven;
        round++;
        unproven = again;
        source.invalidate(refused);
        return again;
    }
}
