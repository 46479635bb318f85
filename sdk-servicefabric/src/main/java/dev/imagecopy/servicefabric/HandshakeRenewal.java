package dev.imagecopy.servicefabric;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Requests new certificates or pins if TLS handshakes fail: once, even if many exchanges fail at the same time, and not again
 * for credentials that such a request returned. Each failure is judged by the credentials that the exchange was started with,
 * since an exchange may start with old ones while others already have new ones.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
@SuppressWarnings("ReferenceEquality") // a source may return new credentials that equal the refused ones
final class HandshakeRenewal {
    private @Nullable CredentialsProvider<ServiceFabricCredentials>
            source; // guarded by this; null for what never changes
    private @Nullable ServiceFabricCredentials used; // guarded by this
    private @Nullable ServiceFabricCredentials refused; // guarded by this: those that the latest request is to replace
    private int begun; // guarded by this: requests for new credentials
    private int ended; // guarded by this
    private boolean unproven; // guarded by this: no handshake has succeeded since the request

    /** Sets who is notified when credentials have failed; until then, they never change. */
    synchronized void renewBy(CredentialsProvider<ServiceFabricCredentials> provider) {
        source = provider;
    }

    /** How many requests for new credentials have ended. Asked before credentials are resolved, for {@link #adopt}. */
    synchronized int ended() {
        return ended;
    }

    /**
     * Records the credentials for the next exchanges, unless they were resolved before a request that replaces them.
     *
     * @param endedBefore what {@link #ended} returned before they were resolved
     * @return whether the next exchanges use them
     */
    synchronized boolean adopt(ServiceFabricCredentials credentials, int endedBefore) {
        if (credentials == refused) {
            if (endedBefore < begun) {
                return false;
            }
            refused = null; // the source has been asked, and returns the same ones
        }
        used = credentials;
        return true;
    }

    /** The credentials of an exchange that starts now. */
    synchronized @Nullable ServiceFabricCredentials used() {
        return used;
    }

    /** Records that a gateway has answered. */
    synchronized void succeeded(@Nullable ServiceFabricCredentials with) {
        if (with == used) {
            unproven = false;
        }
    }

    /**
     * Requests new credentials, unless another exchange already has. The source is notified before the exchange that failed ends,
     * since the next attempt would otherwise use the old ones.
     *
     * @param failed the credentials of the exchange that failed
     * @return false if they were themselves the result of such a request, or if there are no others
     */
    boolean helpsAfter(@Nullable ServiceFabricCredentials failed) {
        boolean again;
        CredentialsProvider<ServiceFabricCredentials> notified;
        synchronized (this) {
            notified = source;
            if (notified == null || failed == null) {
                return false;
            }
            if (failed == refused || failed != used) {
                return true;
            }
            again = !unproven;
            unproven = again;
            refused = failed;
            begun++;
        }
        try {
            notified.invalidate(
                    failed); // not under the lock, which every exchange takes: it may be the application's code
        } catch (RuntimeException | Error e) {
            // The failed handshake is what the caller is told, and an exchange must end whatever the source does.
        } finally {
            synchronized (this) {
                ended++;
            }
        }
        return again;
    }
}
