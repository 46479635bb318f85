package dev.imagecopy.core.retry;

/**
 * Whether a call may be sent again when an earlier attempt may have reached the service. An attempt that provably did not
 * (nothing sent, or rejected before execution) may always be repeated.
 */
public enum Repeatability {
    /** Changes nothing, or nothing that matters: status, list, get, token exchange. Repeated freely. */
    SAFE,
    /** Changes something, under an idempotency key that makes the service run it once. Repeated with the same key. */
    KEYED,
    /** Changes something, and doing it twice ends in the same state: deletes, cancels. Repeated. */
    CONVERGENT,
    /** Changes something, each time anew. Never repeated once it may have been sent. */
    ONCE;

    /**
     * Tells whether the call changes something on the service.
     *
     * @return true for all but {@link #SAFE}
     */
    public boolean isMutating() {
        return this != SAFE;
    }

    /**
     * Tells whether the call may be sent again after an attempt that the service may have executed.
     *
     * @return true for all but {@link #ONCE}
     */
    public boolean mayRepeatAfterSend() {
        return this != ONCE;
    }
}
