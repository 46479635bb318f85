package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Credentials as a service gave them. When they end by our own clock is told by who knows it:
 * {@link ClientConnection#issued}.
 *
 * @param life how long they last, as far as the service told
 * @param longest how long the service's credentials last at most
 * @param endingAt makes the credentials with their end
 * @param <C> the kind of credentials
 */
public record IssuedCredentials<C extends Credentials>(
        TokenLife life, Duration longest, Function<Instant, C> endingAt) {
    /** The shortest life that the services give, for credentials that tell no end. */
    private static final Duration UNTOLD = Duration.ofMinutes(15);

    /**
     * Makes the credentials once, so that parts that are no use break the reading of the answer.
     *
     * @throws IllegalArgumentException if the parts are no use
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
