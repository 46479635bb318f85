package dev.imagecopy.core.operation;

/**
 * Where an operation stands. A service's own word stays readable in {@link OperationSnapshot#providerStatus()}; a word
 * that the SDK does not know counts as {@link #RUNNING}.
 *
 * <pre>
 * QUEUED &lt;-&gt; RUNNING -&gt; SUCCEEDED | FAILED | CANCELLED
 *            RUNNING -&gt; ROLLING_BACK -&gt; FAILED | CANCELLED
 * </pre>
 */
public enum OperationState {
    /** Accepted, not yet begun, or not yet visible. */
    QUEUED(false),
    /** Under way. */
    RUNNING(false),
    /** Failed or cancelled, and the service is still undoing what it did. */
    ROLLING_BACK(false),
    /** Done; the result is there. Final. */
    SUCCEEDED(true),
    /** Over without a result. Final. */
    FAILED(true),
    /** Ended because somebody cancelled it. Final. */
    CANCELLED(true);

    private final boolean terminal;

    OperationState(boolean terminal) {
        this.terminal = terminal;
    }

    /**
     * Tells whether the operation is over.
     *
     * @return true for {@link #SUCCEEDED}, {@link #FAILED} and {@link #CANCELLED}, which never change again
     */
    public boolean isTerminal() {
        return terminal;
    }
}
