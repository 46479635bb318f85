package dev.imagecopy.verification.faults;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How a call is made. */
enum Mode {
    SYNC,
    ASYNC;

    /** Longer than any case lasts, even on a clock that runs far ahead of real time. */
    static final Duration FOR_EVER = Duration.ofDays(3650);

    <R, T> Operation<T> copy(ImageCopyClient<R, T> client, R request) throws Exception {
        return copy(client, request, CallOptions.defaults());
    }

    <R, T> Operation<T> copy(ImageCopyClient<R, T> client, R request, CallOptions options) throws Exception {
        return call(() -> client.copyImage(request, options), () -> client.copyImageAsync(request, options));
    }

    <T> OperationSnapshot<T> poll(Operation<T> operation) throws Exception {
        return call(operation::poll, operation::pollAsync);
    }

    <T> T await(Operation<T> operation) throws Exception {
        return await(operation, FOR_EVER);
    }

    <T> T await(Operation<T> operation, Duration timeout) throws Exception {
        return call(() -> operation.await(timeout), () -> operation.awaitAsync(timeout));
    }

    CancelResult cancel(Operation<?> operation) throws Exception {
        return call(operation::cancel, operation::cancelAsync);
    }

    /** Makes any other call in this way. */
    <V> V call(Callable<V> blocking, Supplier<? extends Future<V>> async) throws Exception {
        return this == SYNC ? blocking.call() : join(async.get());
    }

    /** Makes a call that yields nothing. */
    Object run(Runnable blocking, Supplier<? extends Future<?>> async) throws Exception {
        if (this == ASYNC) {
            return join(async.get());
        }
        blocking.run();
        return "done";
    }

    /** Takes a future's result, or throws what it failed with. */
    static <V> V join(Future<V> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Arguments for a test: each mode with each variant. */
    static Stream<Arguments> withEach(Object... variants) {
        return Stream.of(variants).flatMap(variant -> Stream.of(values())
                .map(mode -> Arguments.argumentSet(mode + ", " + variant, mode, variant)));
    }

    /** Arguments for a test: each mode with the name and the value of each variant. */
    static Stream<Arguments> withEach(Map<String, ?> variants) {
        return new TreeMap<>(variants).entrySet().stream().flatMap(variant -> Stream.of(values())
                .map(mode -> Arguments.argumentSet(
                        mode + ", " + variant.getKey(), mode, variant.getKey(), variant.getValue())));
    }

    /** Does something that must fail. */
    static Throwable failure(Callable<?> act) {
        Object yielded;
        try {
            yielded = act.call();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("it must fail, but it yielded " + yielded);
    }
}
