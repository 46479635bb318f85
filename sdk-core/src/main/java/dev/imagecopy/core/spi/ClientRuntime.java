package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A client's engine, made by {@code ClientBuilder}: it makes calls and runs operations.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public interface ClientRuntime extends CallExecutor, AutoCloseable {

    /**
     * Makes several calls that are one step for the caller, on the caller's thread.
     *
     * @param options what these calls do differently
     * @param step makes the calls, one after the other
     * @param <T> what the step yields
     * @return what the step yields
     */
    <T> T run(CallOptions options, Function<CallFlow, CompletableFuture<T>> step);

    /**
     * Makes several calls that are one step for the caller, without blocking.
     *
     * @param options what these calls do differently
     * @param step makes the calls, one after the other
     * @param <T> what the step yields
     * @return a future that fails as {@link #run} throws; cancelling it aborts the call under way, and no other follows
     */
    <T> CompletableFuture<T> runAsync(CallOptions options, Function<CallFlow, CompletableFuture<T>> step);

    /**
     * Starts an operation and blocks until the service has accepted it.
     *
     * @param type the kind of operation
     * @param request what the caller asked for
     * @param options what this call does differently
     * @param <R> what starts it
     * @param <T> what it yields
     * @return the handle
     */
    <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options);

    /**
     * Starts an operation without blocking.
     *
     * @param type the kind of operation
     * @param request what the caller asked for
     * @param options what this call does differently
     * @param <R> what starts it
     * @param <T> what it yields
     * @return a future of the handle; cancelling it aborts the call in flight
     */
    <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options);

    /**
     * Picks up an operation, without I/O.
     *
     * @param token the token
     * @param types the kinds of operation that this client can resume
     * @param <T> what they yield
     * @return the handle
     * @throws IllegalArgumentException if the token is damaged or belongs elsewhere
     */
    <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types);

    /** {@return the client's time source} */
    TimeSource time();

    @Override
    void close();
}
