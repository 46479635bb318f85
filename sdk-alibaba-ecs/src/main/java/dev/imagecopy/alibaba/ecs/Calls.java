package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import java.util.concurrent.CompletableFuture;

/** Makes calls, inside an operation's flow or outside; a blocking maker returns futures that are complete. */
@FunctionalInterface
interface Calls {
    <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request);

    static Calls blocking(CallExecutor executor, CallOptions options) {
        return new Calls() {
            @Override
            public <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request) {
                try {
                    return CompletableFuture.completedFuture(executor.execute(call, request, options));
                } catch (RuntimeException e) {
                    return CompletableFuture.failedFuture(e);
                }
            }
        };
    }

    static Calls asynchronous(CallExecutor executor, CallOptions options) {
        return new Calls() {
            @Override
            public <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request) {
                return executor.executeAsync(call, request, options);
            }
        };
    }
}
