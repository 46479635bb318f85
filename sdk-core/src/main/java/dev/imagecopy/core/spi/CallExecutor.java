package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import java.util.concurrent.CompletableFuture;

/**
 * Makes calls: deadline, retries, credentials, signing, one exchange per attempt, decoding. Both methods share one engine and
 * differ only in whether they block.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public interface CallExecutor {

    /**
     * Makes a call and blocks until it has ended.
     *
     * @param call the row of the wire table
     * @param request the request
     * @param options settings of this call that differ from the client's
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return the result
     * @throws dev.imagecopy.core.error.SdkException if the call fails
     */
    <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options);

    /**
     * Makes a call without blocking.
     *
     * @param call the row of the wire table
     * @param request the request
     * @param options settings of this call that differ from the client's
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return a future of the result, which fails with what {@link #execute} would throw; cancelling it aborts the exchange or
     *     the pause in progress
     */
    <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options);
}
