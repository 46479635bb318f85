package dev.imagecopy.core.auth;

import dev.imagecopy.core.http.HttpRequest;
import java.time.Instant;

/**
 * Adds proof of identity to a request. Called for every attempt, so that each has its own date, nonce and signature.
 *
 * <p>Thread safety: implementations are safe for use by multiple threads and do no I/O.
 *
 * @param <C> the type of credentials
 */
@FunctionalInterface
public interface RequestSigner<C extends Credentials> {

    /**
     * Signs one attempt.
     *
     * @param request the complete request, with all other headers set
     * @param credentials the credentials to sign with
     * @param time the date to sign for: the wall-clock time, corrected by the known offset of the service's clock
     * @return the signed request
     */
    HttpRequest sign(HttpRequest request, C credentials, Instant time);

    /**
     * Returns whether the signer sets a header, so that neither call options nor interceptors may add it. {@code Authorization}
     * is always reserved.
     *
     * @param name the header's name in lower case
     * @return true if the header is reserved for the signer; by default false
     */
    default boolean owns(String name) {
        return false;
    }

    /**
     * Returns what must not be shown of a signed request: whatever follows {@code Signature=} in it is redacted wherever a
     * service quotes it.
     *
     * @param signed what {@link #sign} returned
     * @return by default the header {@code Authorization}; a text of that form where the proof is elsewhere, such as in the body
     */
    default String authorization(HttpRequest signed) {
        return signed.headers().first("Authorization").orElse("");
    }
}
