package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialsSource;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Watches which credentials a client is given, for {@code imagecopy check}. Keeps no secret.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class CredentialsFinding {
    private final String place;
    private volatile @Nullable Found found;

    /**
     * Credentials without their secrets.
     *
     * @param identity the id of the access key or the like; empty if such credentials have none
     * @param expiresAt when they expire; empty if they do not, or not as far as is known
     */
    public record Found(String identity, Optional<Instant> expiresAt) {
        /** Rejects null. */
        public Found {
            requireNonNull(identity, "identity");
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    CredentialsFinding(String place) {
        this.place = requireNonNull(place, "place");
    }

    /** Returns where they are looked for, for example {@code the profile prod of yc}. */
    public String place() {
        return place;
    }

    /** Returns what the client last used; empty before its first call, and as long as nothing was found. */
    public Optional<Found> found() {
        return Optional.ofNullable(found);
    }

    /** A source that tells this what it finds. */
    <C extends Credentials> CredentialsSource<C> watching(CredentialsSource<C> source) {
        return connection -> {
            CredentialsProvider<C> provider = source.connect(connection);
            return new Watching<>(provider);
        };
    }

    private final class Watching<C extends Credentials> implements CredentialsProvider<C> {
        private final CredentialsProvider<C> provider;

        Watching(CredentialsProvider<C> provider) {
            this.provider = provider;
        }

        @Override
        public C resolve() {
            return seen(provider.resolve());
        }

        @Override
        public CompletableFuture<C> resolveAsync() {
            return provider.resolveAsync().thenApply(this::seen);
        }

        @Override
        public void invalidate(C refused) {
            provider.invalidate(refused);
        }

        private C seen(C credentials) {
            found = new Found(credentials.identity(), credentials.expiresAt());
            return credentials;
        }
    }
}
