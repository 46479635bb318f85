package dev.imagecopy.core.spi;

/**
 * An operation that the service has accepted.
 *
 * @param handle how to find it again
 * @param remote how to ask for it
 * @param first what the acceptance already told
 * @param <T> what it yields
 */
public record AcceptedOperation<T>(OperationHandle handle, RemoteOperation<T> remote, PollResult.Found<T> first) {}
