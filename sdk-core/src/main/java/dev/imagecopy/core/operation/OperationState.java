package dev.imagecopy.core.operation;

/**
 * The state of an operation. The service's own status is available in {@link OperationSnapshot#providerStatus()}; one that the
 * SDK does not know counts as {@link #RUNNING}.
 *
 * <pre>
 * QUEUED &lt;-&gt; RUNNING -&gt; SUCCEEDED | FAILED | CANCELLED
 *            RUNNING -&gt; ROLLING_BACK -&gt; FAILED | CANCELLED
 * </pre>
 */
public enum OperationState {
    /** Accepted, but not yet started or not yet visible. */
    QUEUED(false),
    /** In progress. */
    RUNNING(false),
    /** Failed or cancelled, and the service is still undoing what it did. */
    ROLLING_BACK(false),
    /** Ended with a result. Final. */
    SUCCEEDED(true),
    /** Ended without a result. Final. */
    FAILED(true),
    /** Ended because it was cancelled. Final. */
    CANCELLED(true);

    private final boolean terminal;

    OperationState(boolean terminal) {
        this.terminal = terminal;
    }

    /**
     * Returns whether the operation has ended.
     *
     * @return true for {@link #SUCCEEDED}, {@link #FAILED} and {@link #CANCELLED}, which never change again
     */
    public boolean isTerminal() {
        return terminal;
    }
}
