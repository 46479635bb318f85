package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.spi.Digests;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's permits under the client's own rate limit, if it has one. Counts as services do: for each account, region and
 * method; the region is in the address or in the route. Used by one thread at a time.
 */
final class CallLimit {
    private final ClientContext<?> context;
    private final @Nullable RateLimiter limiter;
    private final String method;
    private boolean holding;

    private CallLimit(ClientContext<?> context, @Nullable RateLimiter limiter, String method) {
        this.context = context;
        this.limiter = limiter;
        this.method = method;
    }

    static CallLimit of(ClientContext<?> context, HttpRequest request, String route, String operation) {
        RateLimiter limiter = context.settings().rateLimiter().orElse(null);
        String method = limiter == null ? "" : request.uri().getRawAuthority() + "/" + route + "/" + operation;
        return new CallLimit(context, limiter, method);
    }

    /**
     * Takes a permit for the next attempt. When it may not be used at once, the attempt is to be made again after that time,
     * and then goes out.
     */
    Duration heldBack(@Nullable Credentials credentials, Duration timeLeft) {
        if (limiter == null || holding) {
            holding = false;
            return Duration.ZERO;
        }
        Duration held = limiter.reserve(key(credentials), context.time().nanoTime(), timeLeft);
        holding = !held.isZero();
        return held;
    }

    /** Whether the call waits for its permit. */
    boolean isHolding() {
        return holding;
    }

    /** Lets the throttling of this call slow others of its kind down. */
    void holdOthersBack(@Nullable Credentials credentials, Duration pause) {
        if (limiter != null) {
            limiter.holdBack(key(credentials), pause, context.time().nanoTime());
        }
    }

    private String key(@Nullable Credentials credentials) {
        String account = context.profile().account();
        String who = account.isEmpty() && credentials != null ? idOf(credentials) : account;
        return context.profile().provider() + "/" + who + "/" + method;
    }

    /** Tells identities apart without holding any of them: some are known by a secret alone. */
    private static String idOf(Credentials credentials) {
        String id = credentials.identity();
        List<Secret> secrets = credentials.secrets();
        String known = id.isEmpty() && !secrets.isEmpty() ? secrets.get(0).reveal() : id;
        return Digests.sha256Hex(known).substring(0, 16);
    }
}
