package dev.imagecopy.core.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client proves its identity with. Implementations are immutable, have {@code equals} by value, and show no secret in
 * {@code toString}.
 */
public interface Credentials {

    /**
     * Tells when these credentials end.
     *
     * @return the moment from which the service refuses them; empty when they do not end by themselves
     */
    default Optional<Instant> expiresAt() {
        return Optional.empty();
    }

    /**
     * Names whose calls are limited together, such as an access key's id. The engine keeps no more than a hash of it.
     *
     * @return by default empty; then the first of the {@link #secrets()} tells identities apart
     */
    default String identity() {
        return "";
    }

    /**
     * Lists every secret in these credentials, so that the engine can remove them from what a service echoes.
     *
     * @return the secrets
     */
    List<Secret> secrets();
}
