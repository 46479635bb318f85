package dev.imagecopy.core.retry;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket of tokens that protects a failing service from a storm of retries: each retry takes some, a call that succeeds in the
 * end gives back what it took, and one that succeeds at once gives back one. When the bucket is empty, calls fail at once.
 *
 * <p>Thread safety: safe for use by many threads, without locks.
 */
public final class RetryBudget {
    /** Tokens in a full bucket. */
    public static final int CAPACITY = 500;
    /** What a repeat after a fault takes. */
    public static final int TRANSIENT_COST = 14;
    /** What a repeat after throttling takes. */
    public static final int THROTTLED_COST = 5;

    private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

    /** Creates a full bucket. */
    public RetryBudget() {}

    /**
     * Takes tokens, if there are enough.
     *
     * @param cost how many, zero or more
     * @return false if too few are left; then nothing was taken
     */
    public boolean tryTake(int cost) {
        int present = tokens.get();
        while (present >= cost) {
            if (tokens.compareAndSet(present, present - cost)) {
                return true;
            }
            present = tokens.get();
        }
        return false;
    }

    /**
     * Gives tokens back after a success, up to the capacity.
     *
     * @param taken what the call took in all; a call that took nothing gives back one
     */
    public void giveBack(int taken) {
        int refund = Math.max(1, taken);
        int present = tokens.get();
        while (present < CAPACITY && !tokens.compareAndSet(present, Math.min(CAPACITY, present + refund))) {
            present = tokens.get();
        }
    }

    /**
     * Tells how many tokens are left.
     *
     * @return 0 to {@link #CAPACITY}
     */
    public int available() {
        return tokens.get();
    }
}
