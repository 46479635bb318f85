package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.spi.Digests;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's place under the client's own rate limit, if it has one. Counts as services do: for each account, region and
 * method; the region is in the address or in the route. Used by one thread at a time.
 */
final class CallLimit {
    private final Environment<?> env;
    private final @Nullable RateLimiter limiter;
    private final String method;
    private boolean holding;

    private CallLimit(Environment<?> env, @Nullable RateLimiter limiter, String method) {
        this.env = env;
        this.limiter = limiter;
        this.method = method;
    }

    static CallLimit of(Environment<?> env, HttpRequest request, String route, String operation) {
        RateLimiter limiter = env.settings.rateLimiter().orElse(null);
        String method = limiter == null ? "" : request.uri().getRawAuthority() + "/" + route + "/" + operation;
        return new CallLimit(env, limiter, method);
    }

    /**
     * Takes a place for the next attempt. When it is not free at once, the attempt is to be made again after that time, and
     * then goes out.
     */
    Duration heldBack(@Nullable Credentials credentials, Duration timeLeft) {
        if (limiter == null || holding) {
            holding = false;
            return Duration.ZERO;
        }
        Duration held = limiter.reserve(key(credentials), env.time.nanoTime(), timeLeft);
        holding = !held.isZero();
        return held;
    }

    /** Whether the call waits for its place. */
    boolean isHolding() {
        return holding;
    }

    /** Lets the throttling of this call slow others of its kind down. */
    void holdOthersBack(@Nullable Credentials credentials, Duration pause) {
        if (limiter != null) {
            limiter.holdBack(key(credentials), pause, env.time.nanoTime());
        }
    }

    private String key(@Nullable Credentials credentials) {
        String account = env.profile.account();
        String who = account.isEmpty() && credentials != null ? idOf(credentials) : account;
        return env.profile.provider() + "/" + who + "/" + method;
    }

    /** Tells identities apart without holding any of them: some are known by a secret alone. */
    private static String idOf(Credentials credentials) {
        String id = credentials.identity();
        List<Secret> secrets = credentials.secrets();
        String known = id.isEmpty() && !secrets.isEmpty() ? secrets.get(0).reveal() : id;
        return Digests.sha256Hex(known).substring(0, 16);
    }
}
