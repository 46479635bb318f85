package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;

/**
 * Where credentials come from. It is asked before every attempt, so wrap a provider that does I/O in a
 * {@link CachingCredentialsProvider}.
 *
 * <p>Thread safety: implementations are safe for use by multiple threads.
 *
 * @param <C> the type of credentials
 */
@FunctionalInterface
public interface CredentialsProvider<C extends Credentials> {

    /**
     * Returns credentials that are currently valid. May block for I/O.
     *
     * @return the credentials
     * @throws dev.imagecopy.core.error.CredentialsException if there are none; the message says why
     */
    C resolve();

    /**
     * Like {@link #resolve()}, but does not block if the provider can avoid it. The default calls {@link #resolve()} on the
     * calling thread, which is one of the client's for a provider that was passed to a client's builder.
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
     * Reports that the service refused these credentials as stale, so that the next {@link #resolve()} fetches new ones. Has no
     * effect if the provider holds other credentials by now. The default does nothing.
     *
     * <p>Called on the thread of the call that was refused, so it must not block: a provider notes here what it fetches later, and does
     * not wait for a fetch in progress.
     *
     * @param refused the credentials that were refused
     */
    default void invalidate(C refused) {}

    /**
     * Returns a provider of credentials that never change.
     *
     * @param credentials the credentials
     * @param <C> the type of credentials
     * @return the provider
     */
    static <C extends Credentials> CredentialsProvider<C> of(C credentials) {
        requireNonNull(credentials, "credentials");
        return new Fixed<>(credentials);
    }

    /**
     * What {@link #of} returns: it answers at once, so a client asks it on the thread that makes a call.
     *
     * @param <C> the type of credentials
     */
    final class Fixed<C extends Credentials> implements CredentialsProvider<C> {
        private final C credentials;

        private Fixed(C credentials) {
            this.credentials = credentials;
        }

        @Override
        public C resolve() {
            return credentials;
        }
    }
}
