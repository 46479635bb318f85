package dev.imagecopy.core.retry;

/** What the engine may do about an error from a service: the last column of every provider's error table. */
public enum Recovery {
    /** Nothing: the same call would fail again. */
    NONE,
    /** A transient fault of the service; the call may have been executed. */
    TRANSIENT,
    /** Rejected before execution for a transient reason; any call may be retried. */
    REJECTED,
    /**
     * Rejected before execution because it conflicts with a call or an operation in progress; any call may be retried, after
     * seconds, since the other one takes that long to end.
     */
    CONFLICT,
    /**
     * Rejected before execution because of operations in progress that take minutes: the call ends, although the same call may
     * succeed later.
     */
    LATER,
    /** Rejected before execution because there were too many calls; any call may be retried, more slowly. */
    THROTTLED,
    /**
     * The service is still processing an earlier attempt under the same idempotency key. A call with a key is repeated until
     * its deadline, at a pace of its own and without taking an attempt; for others this is {@link #REJECTED}.
     */
    AT_WORK,
    /** The credentials are stale: fetch new ones and retry once. */
    REFRESH_CREDENTIALS,
    /** This machine's clock differs too much: learn the offset from the response and retry once. */
    CORRECT_CLOCK,
    /**
     * The signature's nonce has been used before: sign again and retry once. Somebody may have sent the request twice, and the
     * service may have executed the first one.
     */
    SIGN_AGAIN;

    /**
     * Returns whether the engine repairs something on its own side before it retries the call, which helps once or not at all.
     *
     * @return true for fresh credentials, a corrected clock and a new nonce
     */
    public boolean isRepair() {
        return this == REFRESH_CREDENTIALS || this == CORRECT_CLOCK || this == SIGN_AGAIN;
    }
}
