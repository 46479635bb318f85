package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call's place under the client's own rate limit. Used by one thread at a time. */
sealed interface CallLimit {
    /** For clients without a limit. */
    record None() implements CallLimit {
        private static final None INSTANCE = new None();

        @Override
        public Duration heldBack(@Nullable Credentials credentials, Duration timeLeft) {
            return Duration.ZERO;
        }

        @Override
        public boolean isHolding() {
            return false;
        }

        @Override
        public void holdOthersBack(@Nullable Credentials credentials, Duration pause) {
            // there is nobody to tell
        }
    }

    static CallLimit of(Environment<?> env, URI address, String route, String operation) {
        Optional<RateLimiter> limiter = env.settings().rateLimiter();
        return limiter.isEmpty()
                ? None.INSTANCE
                : new Counted(
                        limiter.get(),
                        env.time(),
                        env.profile().provider() + "/" + env.profile().account(),
                        address.getRawAuthority() + "/" + route + "/" + operation);
    }

    /**
     * Takes a place for the next attempt. When it is not free at once, the attempt is to be made again after that time, and
     * then goes out.
     */
    Duration heldBack(@Nullable Credentials credentials, Duration timeLeft);

    /** Whether the call waits for its place. */
    boolean isHolding();

    /** Lets the throttling of this call slow others of its kind down. */
    void holdOthersBack(@Nullable Credentials credentials, Duration pause);

    /** Counts as services do: for each account, region and method. The region is in the address or in the route. */
    final class Counted implements CallLimit {
        private final RateLimiter limiter;
        private final TimeSource time;
        private final String account;
        private final String method;
        private boolean holding;

        private Counted(RateLimiter limiter, TimeSource time, String account, String method) {
            this.limiter = limiter;
            this.time = time;
            this.account = account;
            this.method = method;
        }

        @Override
        public Duration heldBack(@Nullable Credentials credentials, Duration timeLeft) {
            if (holding) {
                holding = false;
                return Duration.ZERO;
            }
            Duration held = limiter.reserve(key(credentials), time.nanoTime(), timeLeft);
            holding = !held.isZero();
            return held;
        }

        @Override
        public boolean isHolding() {
            return holding;
        }

        @Override
        public void holdOthersBack(@Nullable Credentials credentials, Duration pause) {
            limiter.holdBack(key(credentials), pause, time.nanoTime());
        }

        private String key(@Nullable Credentials credentials) {
            String who = account.endsWith("/") && credentials != null ? idOf(credentials) : "";
            return account + who + "/" + method;
        }

        /** Tells identities apart without holding any of them: some are known by a secret alone. */
        private static String idOf(Credentials credentials) {
            String id = credentials.identity();
            String known = id.isEmpty()
                    ? credentials.secrets().stream()
                            .map(Secret::reveal)
                            .findFirst()
                            .orElse("")
                    : id;
            return Digests.sha256Hex(Digests.utf8(known)).substring(0, 16);
        }
    }
}
