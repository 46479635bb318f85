package dev.imagecopy.core.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client proves its identity with. Implementations are immutable, compare by value, and show no secret in
 * {@code toString}.
 */
public interface Credentials {

    /**
     * Returns when these credentials expire.
     *
     * @return the time from which the service refuses them; empty if they do not expire
     */
    default Optional<Instant> expiresAt() {
        return Optional.empty();
    }

    /**
     * Identifies the account or key whose calls share a rate limit, for example by the id of the access key. The engine only
     * keeps a hash of it.
     *
     * @return the identity; by default empty, in which case the first of the {@link #secrets()} is used
     */
    default String identity() {
        return "";
    }

    /**
     * Lists every secret in these credentials, so that the engine can remove them from texts that a service echoes.
     *
     * @return the secrets
     */
    List<Secret> secrets();
}
