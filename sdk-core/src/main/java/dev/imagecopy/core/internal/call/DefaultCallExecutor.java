package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.Urgency;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline. {@link CallSteps} holds the order, {@link CallState} decides, and the two drivers wait and send:
 *
 * <pre>
 * execute | executeAsync                             BlockingCall | AsyncCall
 *  └ deadline, encode once                           CallState
 *     └ for each attempt: pause                      CallSteps.begin
 *        ├ credentials                               CallSteps.paused
 *        ├ rate limit ▸ interceptors ▸ signature     CallSteps.resolved
 *        ├ exactly one exchange                      HttpTransport
 *        └ decode, decide: done, again or failed     CallSteps.answered | failed
 * </pre>
 */
public final class DefaultCallExecutor<C extends Credentials> implements CallExecutor {
    private final ClientContext<C> context;
    private final RetryBudget budget;
    private final @Nullable Urgency urgency;
    private final AttemptHeaders headers;

    /** For calls whose urgency follows from their kind. */
    public DefaultCallExecutor(ClientContext<C> context, RetryBudget budget) {
        this(context, budget, null);
    }

    /** For calls that all have the same urgency. */
    public DefaultCallExecutor(ClientContext<C> context, RetryBudget budget, @Nullable Urgency urgency) {
        this.context = context;
        this.budget = budget;
        this.urgency = urgency;
        this.headers = new AttemptHeaders(context.profile(), context.settings());
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        return execute(call, request, options, requestId -> {});
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        return executeAsync(call, request, options, requestId -> {});
    }

    /** Reports the request id of each exchange that was answered, before the call ends. */
    <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options, Consumer<Optional<String>> requestIds) {
        return new BlockingCall<>(context, stateOf(call, request, options, requestIds, null)).run();
    }

    /** Reports the request id of each exchange that was answered, before the call ends. */
    <R, T> CompletableFuture<T> executeAsync(
            ApiCall<R, T> call, R request, CallOptions options, Consumer<Optional<String>> requestIds) {
        return start(call, request, options, requestIds, null);
    }

    /** Makes a call that nobody waits for, and reports whenever an attempt leaves the transport's queue. */
    <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options, Runnable goesOut) {
        return start(call, request, options, requestId -> {}, goesOut);
    }

    private <R, T> CompletableFuture<T> start(
            ApiCall<R, T> call,
            R request,
            CallOptions options,
            Consumer<Optional<String>> requestIds,
            @Nullable Runnable goesOut) {
        CallState<T, C> state;
        try {
            state = stateOf(call, request, options, requestIds, goesOut);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return new AsyncCall<>(context, state).start();
    }

    private <R, T> CallState<T, C> stateOf(
            ApiCall<R, T> call,
            R request,
            CallOptions options,
            Consumer<Optional<String>> requestIds,
            @Nullable Runnable goesOut) {
        return new CallState<>(context, headers, budget, urgency, call, request, options, requestIds, goesOut);
    }
}
