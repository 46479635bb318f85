package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Credentials as a service has issued them. {@link ClientConnection#issued} determines when they expire by our own clock.
 *
 * @param life how long they last, as far as the service has said
 * @param longest the longest life of the service's credentials
 * @param endingAt creates the credentials with their expiration
 * @param <C> the kind of credentials
 */
public record IssuedCredentials<C extends Credentials>(
        TokenLife life, Duration longest, Function<Instant, C> endingAt) {
    /** The shortest life of the services' credentials, for credentials without an expiration. */
    private static final Duration UNTOLD = Duration.ofMinutes(15);

    /**
     * Creates the credentials once, so that invalid parts make the response unreadable.
     *
     * @throws IllegalArgumentException if the parts are invalid
     */
    public IssuedCredentials {
        C unused = endingAt.apply(Instant.MAX);
    }

    C by(Instant now) {
        return endingAt.apply(life.endBy(now, UNTOLD, longest));
    }

    @Override
    public String toString() {
        return "IssuedCredentials[***]";
    }
}
