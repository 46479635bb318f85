package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The retry decisions of one call. Pure: time is an argument, and it neither sleeps nor sends, so the blocking and the
 * asynchronous driver share it. Used by one thread at a time.
 */
final class RetryState {
    /** Spreads out callers that all wait for the same window to start. */
    private static final Duration WINDOW_JITTER = Duration.ofSeconds(5);

    private final RetryPolicy policy;
    private final Repeatability repeatability;
    private final RetryBudget budget;
    private final RandomGenerator random;
    private Set<Recovery> repaired = Set.of(); // almost no call is ever repaired
    private int attempts;
    private int repairs;
    private int repeats;
    private int spent;
    private boolean maybeExecuted;
    private String whyNot = "";

    RetryState(RetryPolicy policy, Repeatability repeatability, RetryBudget budget, RandomGenerator random) {
        this.policy = policy;
        this.repeatability = repeatability;
        this.budget = budget;
        this.random = random;
    }

    int attempts() {
        return attempts;
    }

    /**
     * The attempts that the policy allows plus the repairs so far, which do not count: each kind of repair happens at most
     * once.
     */
    int maxAttempts() {
        return (int) Math.min(Integer.MAX_VALUE, (long) policy.maxAttempts() + repairs);
    }

    /** The number of attempts after a repair. */
    int repairs() {
        return repairs;
    }

    /** Whether the outcome of the whole call is unknown if it ends now without success. */
    boolean isAmbiguous() {
        return maybeExecuted && repeatability.isMutating();
    }

    void attemptStarts() {
        attempts++;
        repairs = repaired.size();
    }

    void succeeded() {
        budget.giveBack(spent);
    }

    /** Records an attempt that ended in a way that no decision covers. */
    void lost(boolean mayHaveArrived) {
        maybeExecuted |= mayHaveArrived;
    }

    /**
     * Decides about the attempt that just failed, or could not be made.
     *
     * @return how long to wait before the next attempt, zero or more; null if the call ends, which {@link #whyNot} explains
     */
    @Nullable
    Duration decide(AttemptFailure failure, Duration timeLeft, Instant now) {
        maybeExecuted |= failure.maybeExecuted();
        Recovery recovery = failure.recovery();
        if (recovery == Recovery.NONE) {
            return giveUp("not retryable");
        }
        if (failure.maybeExecuted() && !repeatability.mayRepeatAfterSend()) {
            return giveUp("the call must not be repeated, since the service may have executed it");
        }
        if (recovery.isRepair()) {
            return repairs(recovery) ? Duration.ZERO : giveUp("the repair did not help");
        }
        // Counts retries, not attempts: without credentials, no attempt is made at all.
        if (repeats >= policy.maxAttempts() - 1) {
            return giveUp("all attempts are used up");
        }
        Duration delay = delay(failure, now);
        if (delay.compareTo(timeLeft) >= 0) {
            return giveUp(tooLong(failure, delay, timeLeft));
        }
        int cost = recovery == Recovery.THROTTLED ? RetryBudget.THROTTLED_COST : RetryBudget.TRANSIENT_COST;
        if (!budget.tryTake(cost)) {
            return giveUp("the client's retry budget is used up");
        }
        spent += cost;
        repeats++;
        return delay;
    }

    private @Nullable Duration giveUp(String reason) {
        whyNot = reason;
        return null;
    }

    /** Why the call is not retried, in a few words. */
    String whyNot() {
        return whyNot;
    }

    /** Records a repair; false if it was already made. */
    private boolean repairs(Recovery recovery) {
        if (repaired.isEmpty()) {
            repaired = EnumSet.noneOf(Recovery.class);
        }
        return repaired.add(recovery);
    }

    private Duration delay(AttemptFailure failure, Instant now) {
        Backoff backoff =
                failure.recovery() == Recovery.THROTTLED ? policy.throttledBackoff() : policy.transientBackoff();
        Duration jitter = backoff.delay(repeats + 1, random.nextDouble());
        Duration least = failure.hint().orElse(Duration.ZERO);
        if (failure.throttleWindow().isPresent()) {
            Duration next = untilNext(failure.throttleWindow().get(), now)
                    .plusNanos((long) (WINDOW_JITTER.toNanos() * random.nextDouble()));
            least = next.compareTo(least) > 0 ? next : least;
        }
        return jitter.compareTo(least) > 0 ? jitter : least;
    }

    /** Windows are aligned with the wall clock, like minutes. */
    private static Duration untilNext(Duration window, Instant now) {
        long seconds = Math.max(1, window.toSeconds());
        return Duration.between(
                now, Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds));
    }

    private static String tooLong(AttemptFailure failure, Duration delay, Duration timeLeft) {
        Duration hint = failure.hint().orElse(Duration.ZERO);
        String asked = hint.compareTo(timeLeft) >= 0
                ? "the service asks to wait " + hint.toMillis()
                : "the next attempt is due in " + delay.toMillis();
        return asked + " ms, but only " + Math.max(0, timeLeft.toMillis()) + " ms are left";
    }
}
