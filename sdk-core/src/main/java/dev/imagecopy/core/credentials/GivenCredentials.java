package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.time.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that the application passed to a client and that are never replaced. After they have expired, no call is made
 * with them, since the service would refuse it.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <C> the kind of credentials
 */
public final class GivenCredentials<C extends Credentials> implements CredentialsProvider<C> {
    private final C credentials;
    private final @Nullable Instant end;
    private final TimeSource time;

    /**
     * Keeps credentials.
     *
     * @param credentials the credentials
     * @param time the client's clocks
     */
    public GivenCredentials(C credentials, TimeSource time) {
        this.credentials = credentials;
        this.end = credentials.expiresAt().orElse(null);
        this.time = time;
    }

    @Override
    public C resolve() {
        if (end != null && !time.now().isBefore(end)) {
            throw new CredentialsException(
                    "the credentials that the client was given ended at " + end
                            + ": make a client with new ones, or give it a" + " provider that fetches them",
                    ErrorContext.none(false),
                    null);
        }
        return credentials;
    }
}
