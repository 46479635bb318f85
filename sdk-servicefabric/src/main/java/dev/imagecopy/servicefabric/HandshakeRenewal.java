package dev.imagecopy.servicefabric;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Requests new certificates or pins if TLS handshakes fail: once, even if many exchanges fail at the same time, and not again
 * for credentials that such a request returned. Rounds make the difference: each request starts a new round, and an exchange
 * belongs to the round in which it started.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class HandshakeRenewal {
    private @Nullable CredentialsProvider<ServiceFabricCredentials>
            source; // guarded by this; null for what never changes
    private @Nullable ServiceFabricCredentials used; // guarded by this
    private int round; // guarded by this
    private boolean unproven; // guarded by this: no handshake has succeeded since the request

    /** Sets who is notified when credentials have failed; until then, they never change. */
    synchronized void renewBy(CredentialsProvider<ServiceFabricCredentials> provider) {
        source = provider;
    }

    /** Records the credentials for the next exchanges. */
    synchronized void adopt(ServiceFabricCredentials credentials) {
        used = credentials;
    }

    /** The round of an exchange that starts now. */
    synchronized int round() {
        return round;
    }

    /** Records that a gateway has answered. */
    synchronized void succeeded(int began) {
        if (began == round) {
            unproven = false;
        }
    }

    /**
     * Requests new credentials, unless another exchange already has. The source is notified before the exchange that failed ends,
     * since the next attempt would otherwise use the old ones.
     *
     * @param began the round of the exchange that failed
     * @return false if the failed credentials were themselves the result of such a request, or if there are no others
     */
    boolean helpsAfter(int began) {
        ServiceFabricCredentials refused;
        boolean again;
        synchronized (this) {
            refused = used;
            if (source == null || refused == null) {
                return false;
            }
            if (began != round) {
                return true;
            }
            again = !unproven;
            round++;
            unproven = again;
        }
        source.invalidate(refused); // not under the lock, which every exchange takes: it may be the application's code
        return again;
    }
}
