package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.RetryAdvice;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
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

    /** Pauses while the service is still processing the same key, each with jitter of half its length. */
    private static final Duration FIRST_AT_WORK_PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_AT_WORK_PAUSE = Duration.ofSeconds(15);

    /** With less time left, the response would be the same. */
    private static final Duration SHORTEST_AT_WORK_PAUSE = Duration.ofMillis(500);

    private final RetryPolicy policy;
    private final Repeatability repeatability;
    private final boolean keyed;
    private final int allowed;
    private final RetryBudget budget;
    private final RandomGenerator random;
    private Set<Recovery> repaired = Set.of(); // almost no call is ever repaired
    private int attempts;
    private int repairs;
    private int repeats;
    private int tries;
    private int spent;
    private int askedAtWork;
    private boolean takesNoAttempt;
    private boolean maybeExecuted;
    private String whyNot = "";
    private Duration leastPause = Duration.ZERO;

    /** @param most how many attempts the calls leave to this one that depend on it */
    static RetryState of(ApiCall<?, ?> call, RetryPolicy policy, int most, RetryBudget budget, RandomGenerator random) {
        boolean keyed = call.repeatability() == Repeatability.KEYED || call.isReplay();
        return new RetryState(policy, call.repeatability(), keyed, most, budget, random);
    }

    RetryState(RetryPolicy policy, Repeatability repeatability, RetryBudget budget, RandomGenerator random) {
        this(policy, repeatability, repeatability == Repeatability.KEYED, Integer.MAX_VALUE, budget, random);
    }

    /** @param keyed whether every attempt has the same idempotency key, also that of an earlier process */
    private RetryState(
            RetryPolicy policy,
            Repeatability repeatability,
            boolean keyed,
            int most,
            RetryBudget budget,
            RandomGenerator random) {
        this.policy = policy;
        this.repeatability = repeatability;
        this.keyed = keyed;
        this.allowed = Math.min(most, policy.maxAttempts());
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
        return (int) Math.min(Integer.MAX_VALUE, (long) allowed + repairs);
    }

    /**
     * How often a service may be asked for what this call needs. As long as nothing has failed, that is up to the policy of those
     * requests; together they take no more attempts than are left.
     */
    int attemptsForOthers() {
        return tries == 0 && allowed == policy.maxAttempts() ? Integer.MAX_VALUE : Math.max(1, allowed - tries);
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
        attempts += takesNoAttempt ? 0 : 1;
        takesNoAttempt = false;
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
        leastPause = least(failure, now);
        Recovery recovery = failure.recovery();
        if (recovery == Recovery.NONE) {
            return giveUp("not retryable");
        }
        if (recovery == Recovery.LATER) {
            return giveUp("what is in progress takes minutes");
        }
        if (failure.maybeExecuted() && !repeatability.mayRepeatAfterSend()) {
            return giveUp("the call must not be repeated, since the service may have executed it");
        }
        if (recovery.isRepair()) {
            return repairs(recovery) ? Duration.ZERO : giveUp("the repair did not help");
        }
        if (recovery == Recovery.AT_WORK && keyed) {
            return askAgain(failure, timeLeft);
        }
        // Counts failures, not attempts: without credentials, no attempt is made at all.
        tries += failure.tries();
        if (tries >= allowed) {
            return giveUp("all attempts are used up");
        }
        Duration delay = longer(jitter(recovery), leastPause);
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

    /**
     * Takes neither an attempt nor a token of the budget: the service has accepted the call and says that it is processing it.
     */
    private @Nullable Duration askAgain(AttemptFailure failure, Duration timeLeft) {
        Duration hint = failure.hint().orElse(Duration.ZERO);
        if (hint.compareTo(timeLeft) >= 0) {
            return giveUp(tooLong(failure, hint, timeLeft));
        }
        double bound = Math.min(
                (double) LONGEST_AT_WORK_PAUSE.toNanos(),
                (double) FIRST_AT_WORK_PAUSE.toNanos() * (1 << Math.min(askedAtWork, 10)));
        Duration pause = Duration.ofNanos((long) (bound * (1 + random.nextDouble()) / 2));
        Duration half = timeLeft.dividedBy(2); // the last answers before the deadline are asked for as well
        pause = pause.compareTo(half) < 0 ? pause : half;
        if (pause.compareTo(SHORTEST_AT_WORK_PAUSE) < 0) {
            return giveUp("the service is still at work on an earlier attempt under this idempotency key");
        }
        askedAtWork++;
        takesNoAttempt = true;
        return longer(pause, hint);
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

    /** What the calls that depend on this one should know about repeating it, after the decision about it. */
    SdkException advised(SdkException error, AttemptFailure failure) {
        return failure.isRetryable()
                ? error.advising(new RetryAdvice(failure.recovery() == Recovery.THROTTLED, leastPause))
                : error;
    }

    private Duration least(AttemptFailure failure, Instant now) {
        Duration least = failure.hint().orElse(Duration.ZERO);
        if (failure.throttleWindow().isPresent()) {
            Duration next = untilNext(failure.throttleWindow().get(), now)
                    .plusNanos((long) (WINDOW_JITTER.toNanos() * random.nextDouble()));
            least = longer(next, least);
        }
        return least;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration jitter(Recovery recovery) {
        double part = random.nextDouble();
        return switch (recovery) {
            // never at once, since the other work would still be in progress: 1 to 2 s, then 2 to 4 s
            case CONFLICT -> policy.throttledBackoff().delay(repeats + 2, (1 + part) / 2);
            case THROTTLED -> policy.throttledBackoff().delay(repeats + 1, part);
            default -> policy.transientBackoff().delay(repeats + 1, part);
        };
    }

    /** Windows are aligned with the wall clock, like minutes. */
    private static Duration untilNext(Duration window, Instant now) {
        long seconds = Math.max(1, window.toSeconds());
        return Duration.between(
                now, Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds));
    }

    private String tooLong(AttemptFailure failure, Duration delay, Duration timeLeft) {
        Duration hint = failure.hint().orElse(Duration.ZERO);
        String asked = failure.isOwnHint() && !hint.isZero() && hint.compareTo(timeLeft) >= 0
                ? "the service asks to wait " + hint.toMillis()
                : "the next attempt is due in " + delay.toMillis();
        return asked + " ms, but only " + Math.max(0, timeLeft.toMillis()) + " ms are left"
                + (repeatability == Repeatability.ONCE ? " in which an attempt may begin" : "");
    }
}
