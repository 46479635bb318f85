package dev.imagecopy.core.retry;

/** What a service's refusal allows the engine to do about it: the last column of every provider's error table. */
public enum Recovery {
    /** Nothing: the same call fails again. */
    NONE,
    /** A fault on the service's side that may pass; the call may have been executed. */
    TRANSIENT,
    /** Refused before execution for a reason that may pass; any call may be repeated. */
    REJECTED,
    /** Refused before execution because too many calls came; any call may be repeated, more slowly. */
    THROTTLED,
    /** The credentials are stale: fetch new ones and repeat once. */
    REFRESH_CREDENTIALS,
    /** This machine's clock differs too much: learn the offset from the answer and repeat once. */
    CORRECT_CLOCK,
    /** The signature's nonce was seen before: sign anew and repeat once; an earlier attempt may have been executed. */
    SIGN_AGAIN;

    /**
     * Tells whether the engine mends something of its own before it repeats the call: that helps once or not at all.
     *
     * @return true for fresh credentials, a corrected clock and a new nonce
     */
    public boolean isRepair() {
        return this == REFRESH_CREDENTIALS || this == CORRECT_CLOCK || this == SIGN_AGAIN;
    }
}
