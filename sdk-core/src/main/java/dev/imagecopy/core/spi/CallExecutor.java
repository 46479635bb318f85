package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import java.util.concurrent.CompletableFuture;

/**
 * Makes calls: deadline, retries, credentials, signing, one exchange for each attempt, decoding. Both methods share one
 * engine and differ only in who waits.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public interface CallExecutor {

    /**
     * Makes a call and blocks until it ends.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param options what this call does differently
     * @param <R> what is sent
     * @param <T> what comes back
     * @return what the answer says
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     */
    <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options);

    /**
     * Makes a call without blocking.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param options what this call does differently
     * @param <R> what is sent
     * @param <T> what comes back
     * @return a future that fails as {@link #execute} throws; cancelling it aborts the exchange or the pause under way
     */
    <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options);
}
