package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A client's engine, created by {@code ClientBuilder}: it makes calls and runs operations.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public interface ClientRuntime extends CallExecutor, AutoCloseable {

    /**
     * Makes several calls that form one step for the caller, on the caller's thread.
     *
     * @param method the client's method, which messages name no matter which of its calls fails
     * @param options settings of these calls that differ from the client's
     * @param step makes the calls, one after another
     * @param <T> the type of the result
     * @return the result of the step
     */
    <T> T run(String method, CallOptions options, Function<CallFlow, CompletableFuture<T>> step);

    /**
     * Makes several calls that form one step for the caller, without blocking.
     *
     * @param method the client's method, which messages name no matter which of its calls fails
     * @param options settings of these calls that differ from the client's
     * @param step makes the calls, one after another
     * @param <T> the type of the result
     * @return a future of the result, which fails with what {@link #run} would throw; cancelling it aborts the call in
     *     progress, and no further call is made
     */
    <T> CompletableFuture<T> runAsync(
            String method, CallOptions options, Function<CallFlow, CompletableFuture<T>> step);

    /**
     * Starts an operation and blocks until the service has accepted it.
     *
     * @param type the kind of operation
     * @param request the request
     * @param options settings of this call that differ from the client's
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return the handle
     */
    <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options);

    /**
     * Starts an operation without blocking.
     *
     * @param type the kind of operation
     * @param request the request
     * @param options settings of this call that differ from the client's
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return a future of the handle; cancelling it aborts the call in flight
     */
    <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options);

    /**
     * Resumes an operation, without I/O.
     *
     * @param token the token
     * @param types the kinds of operation that this client can resume
     * @param <T> the type of their results
     * @return the handle
     * @throws IllegalArgumentException if the token is damaged, or does not belong to this client
     */
    <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types);

    /**
     * Combines all kinds of copies that a client knows behind one type of request.
     *
     * @param types the kinds
     * @param <T> the type of their results
     * @return what starts, looks up, writes and resumes copies
     */
    <T> Copies<T> copies(List<? extends CopyType<?, ?, T>> types);

    /** {@return the client's time source} */
    TimeSource time();

    @Override
    void close();
}
