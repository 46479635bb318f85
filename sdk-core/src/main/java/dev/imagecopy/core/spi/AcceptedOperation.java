package dev.imagecopy.core.spi;

/**
 * An operation that the service has accepted.
 *
 * @param handle identifies the operation
 * @param remote polls and cancels the operation
 * @param first what is known from the acceptance itself
 * @param <T> the type of the result
 */
public record AcceptedOperation<T>(OperationHandle handle, RemoteOperation<T> remote, PollResult.Found<T> first) {}
