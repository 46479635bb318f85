package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to look for an operation whose reply was lost. The call's own deadline and number of attempts, counted from the
 * start of the flow, also limit the search. What is still open then can be settled with the resume token. Used by one thread at a time.
 */
final class Settling {
    /** Services show new objects with a delay. */
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final TracedFlow flow;
    private final CallOptions options;
    private final RetryPolicy retries;
    private final boolean repeats;
    private int attemptsLeft;
    private int rounds;
    private @Nullable Throwable failure;

    /** @param repeats whether each look sends the request again and so takes one of its attempts */
    Settling(TracedFlow flow, EngineSettings settings, boolean repeats, AmbiguousOutcomeException lost) {
        this.flow = flow;
        this.options = flow.options();
        this.repeats = repeats;
        RetryPolicy policy = options.retryPolicy().orElse(settings.retryPolicy());
        this.retries = repeats ? new RetryPolicy(1, policy.transientBackoff(), policy.throttledBackoff()) : policy;
        this.attemptsLeft = policy.maxAttempts() - lost.attempts();
    }

    /** How long to pause before the next look; empty if there is no time or no attempt left for one. */
    Optional<Duration> nextPause() {
        if (rounds == DELAYS.size() || (repeats && attemptsLeft <= 0)) {
            return Optional.empty();
        }
        return Optional.of(DELAYS.get(rounds)).filter(pause -> pause.toNanos() < nanosLeft());
    }

    /** Starts a look, whose calls get the time and the attempts that are left. */
    void lookBegins() {
        rounds++;
        attemptsLeft--;
        flow.continueWith(options.within(Duration.ofNanos(Math.max(1, nanosLeft())), retries));
    }

    /** Records why a search failed; null for one that was answered. */
    void lookEnded(@Nullable Throwable thrown) {
        failure = thrown;
    }

    /** Why the last search failed; empty if it was answered, or if there was none. */
    Optional<Throwable> lastFailure() {
        return Optional.ofNullable(failure);
    }

    boolean hasLooked() {
        return rounds > 0;
    }

    /** A time source that fails leaves no time: what is left to settle is in the token. */
    private long nanosLeft() {
        try {
            return flow.timeLeft().toNanos();
        } catch (RuntimeException | Error e) {
            failure = e;
            return 0;
        }
    }
}
