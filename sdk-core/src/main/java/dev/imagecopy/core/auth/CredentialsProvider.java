package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;

/**
 * Where credentials come from. Asked before every attempt, so a provider that does I/O is wrapped in a
 * {@link CachingCredentialsProvider}.
 *
 * <p>Thread safety: implementations are safe for use by many threads.
 *
 * @param <C> the kind of credentials
 */
@FunctionalInterface
public interface CredentialsProvider<C extends Credentials> {

    /**
     * Returns credentials that are valid now. May block for I/O.
     *
     * @return the credentials
     * @throws dev.imagecopy.core.error.CredentialsException if none can be had; the message says why
     */
    C resolve();

    /**
     * Returns credentials that are valid now, without blocking where the provider can. This default calls
     * {@link #resolve()} on the calling thread.
     *
     * @return a future of the credentials
     */
    default CompletableFuture<C> resolveAsync() {
        try {
            return CompletableFuture.completedFuture(resolve());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Tells that the service refused these credentials as stale, so that the next {@link #resolve()} fetches new ones. Does
     * nothing when other credentials are held by now, and nothing by default.
     *
     * @param refused the credentials that were refused
     */
    default void invalidate(C refused) {}

    /**
     * Wraps credentials that never change.
     *
     * @param credentials what to return each time
     * @param <C> the kind of credentials
     * @return the provider
     */
    static <C extends Credentials> CredentialsProvider<C> of(C credentials) {
        requireNonNull(credentials, "credentials");
        return () -> credentials;
    }
}
