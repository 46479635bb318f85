package dev.imagecopy.core.auth;

import dev.imagecopy.core.http.HttpRequest;
import java.time.Instant;

/**
 * Puts proof of identity on a request. Called for every attempt, so that each has a date, nonce and signature of its own.
 *
 * <p>Thread safety: implementations are safe for use by many threads and do no I/O.
 *
 * @param <C> the kind of credentials
 */
@FunctionalInterface
public interface RequestSigner<C extends Credentials> {

    /**
     * Signs one attempt.
     *
     * @param request the whole request, all other headers set
     * @param credentials what to sign with
     * @param time the date to sign for: the wall clock, corrected by what was learnt of the service's clock
     * @return the signed request
     */
    HttpRequest sign(HttpRequest request, C credentials, Instant time);

    /**
     * Tells whether a header is the signer's own, so that neither call options nor interceptors may add it. {@code
     * Authorization} always is.
     *
     * @param name the header's name in lower case
     * @return by default false
     */
    default boolean owns(String name) {
        return false;
    }
}
