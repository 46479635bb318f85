package dev.imagecopy.core.retry;

/**
 * Whether a call may be sent again when an earlier attempt may have reached the service. An attempt that provably did not
 * (because nothing was sent, or because it was rejected before execution) may always be repeated.
 */
public enum Repeatability {
    /** Changes nothing, or nothing that matters: status, list, get, token exchange. Always repeated. */
    SAFE,
    /** Changes something, with an idempotency key that makes the service run it only once. Repeated with the same key. */
    KEYED,
    /** Changes something, but running it twice leads to the same state: deletes, cancels. Always repeated. */
    CONVERGENT,
    /** Changes something each time it runs. Never repeated once it may have been sent. */
    ONCE;

    /**
     * Returns whether the call changes something on the service.
     *
     * @return true for all but {@link #SAFE}
     */
    public boolean isMutating() {
        return this != SAFE;
    }

    /**
     * Returns whether the call may be sent again after an attempt that the service may have executed.
     *
     * @return true for all but {@link #ONCE}
     */
    public boolean mayRepeatAfterSend() {
        return this != ONCE;
    }
}
