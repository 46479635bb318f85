package dev.imagecopy.core.spi;

/**
 * An operation that the service has accepted.
 *
 * @param <T> what it yields
 */
public final class AcceptedOperation<T> {
    private final OperationHandle handle;
    private final RemoteOperation<T> remote;
    private final PollResult<T> first;

    /**
     * Takes each as it is.
     *
     * @param handle how to find it again
     * @param remote how to ask for it
     * @param first what the acceptance already told
     */
    public AcceptedOperation(OperationHandle handle, RemoteOperation<T> remote, PollResult<T> first) {
        this.handle = handle;
        this.remote = remote;
        this.first = first;
    }

    /**
     * Returns the handle.
     *
     * @return how to find it again
     */
    public OperationHandle handle() {
        return handle;
    }

    /**
     * Returns the remote side.
     *
     * @return how to ask for it
     */
    public RemoteOperation<T> remote() {
        return remote;
    }

    /**
     * Returns the first result.
     *
     * @return what the acceptance already told
     */
    public PollResult<T> first() {
        return first;
    }
}
