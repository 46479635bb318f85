package dev.imagecopy.core.retry;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token bucket that protects a failing service from a retry storm: each retry takes tokens, a call that succeeds after
 * retries returns what it took, and a call that succeeds at once returns one token. When the bucket is empty, failed calls are
 * not retried.
 *
 * <p>Thread safety: safe for use by multiple threads, without locks.
 */
public final class RetryBudget {
    /** Tokens in a full bucket. */
    public static final int CAPACITY = 500;
    /** The cost of a retry after a transient fault. */
    public static final int TRANSIENT_COST = 14;
    /** The cost of a retry after throttling. */
    public static final int THROTTLED_COST = 5;

    private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

    /** Creates a full bucket. */
    public RetryBudget() {}

    /**
     * Takes tokens, if there are enough.
     *
     * @param cost the number of tokens, zero or more
     * @return false, with nothing taken, if too few are left
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
     * Returns tokens after a success, up to the capacity.
     *
     * @param taken what the call took in total; a call that took nothing returns one token
     */
    public void giveBack(int taken) {
        int refund = Math.max(1, taken);
        int present = tokens.get();
        while (present < CAPACITY && !tokens.compareAndSet(present, Math.min(CAPACITY, present + refund))) {
            present = tokens.get();
        }
    }

    /**
     * Returns the number of tokens left.
     *
     * @return 0 to {@link #CAPACITY}
     */
    public int available() {
        return tokens.get();
    }
}
