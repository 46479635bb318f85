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
 * One call's permits under the client's own rate limit, if it has one. Like the services, it limits calls per account, region
 * and method; the region is part of the address or the route. Used by one thread at a time.
 */
final class CallLimit {
    /** A permit is not taken further ahead. */
    private static final Duration FURTHEST = Duration.ofDays(1);

    private final ClientContext<?> context;
    private final @Nullable RateLimiter limiter;
    private final String method;
    private boolean holding;
    private boolean permitted;

    private CallLimit(ClientContext<?> context, @Nullable RateLimiter limiter, String method) {
        this.context = context;
        this.limiter = limiter;
        this.method = method;
    }

    static CallLimit of(ClientContext<?> context, HttpRequest request, String route, String call) {
        RateLimiter limiter = context.settings().rateLimiter().orElse(null);
        String method = limiter == null ? "" : request.uri().getRawAuthority() + "/" + route + "/" + call;
        return new CallLimit(context, limiter, method);
    }

    /**
     * Takes a permit for the next attempt. If it is not valid yet, the caller waits for the returned time and calls this again,
     * which then succeeds, or starts over if no permit could be taken so far ahead.
     */
    Duration heldBack(@Nullable Credentials credentials, Duration longestWait) {
        if (limiter == null || permitted) {
            holding = false;
            permitted = false;
            return Duration.ZERO;
        }
        Duration patience = longestWait.compareTo(FURTHEST) < 0 ? longestWait : FURTHEST;
        Duration held = limiter.reserve(key(credentials), context.time().nanoTime(), patience);
        holding = !held.isZero();
        permitted = holding && held.compareTo(patience) < 0;
        return held;
    }

    /** Returns whether the call is waiting for its permit. */
    boolean isHolding() {
        return holding;
    }

    /** Slows down other calls of the same kind after this one was throttled. */
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

    /** Identifies credentials by a hash, since some have no identity other than a secret. */
    private static String idOf(Credentials credentials) {
        String id = credentials.identity();
        List<Secret> secrets = credentials.secrets();
        String known = id.isEmpty() && !secrets.isEmpty() ? secrets.get(0).reveal() : id;
        return Digests.sha256Hex(known).substring(0, 16);
    }
}
