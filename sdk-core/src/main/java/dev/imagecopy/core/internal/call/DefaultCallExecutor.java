package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.spi.Urgency;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline. {@link CallSteps} holds the order, {@link CallState} decides, and the two drivers wait and send:
 *
 * <pre>
 * execute | executeAsync                             BlockingCall | AsyncCall
 *  └ deadline, encode once                           CallState
 *     └ for each attempt: pause                      CallSteps.begin
 *        ├ address, if it must be discovered         CallSteps.paused
 *        ├ credentials                               CallSteps.addressed
 *        ├ rate limit ▸ interceptors ▸ signature     CallSteps.resolved
 *        ├ exactly one exchange                      HttpTransport
 *        └ decode, decide: done, again or failed     CallSteps.answered | failed
 * </pre>
 */
public final class DefaultCallExecutor<C extends Credentials> implements CallExecutor {
    private final CallPurpose<C> purpose;

    /** For calls whose urgency follows from their kind. */
    public DefaultCallExecutor(ClientContext<C> context, RetryBudget budget) {
        this(context, budget, null);
    }

    /** For calls that all have the same urgency. */
    public DefaultCallExecutor(ClientContext<C> context, RetryBudget budget, @Nullable Urgency urgency) {
        AttemptHeaders headers = new AttemptHeaders(context.profile(), context.settings(), urgency == Urgency.POLL);
        purpose = new CallPurpose<>(context, headers, budget, urgency);
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        return execute(call, request, options, CallOwner.APPLICATION);
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        return executeAsync(call, request, options, CallOwner.APPLICATION, null);
    }

    <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options, CallOwner owner) {
        WaitingCalls waiting = purpose.isForOthers() ? WaitingCalls.current() : null;
        return new BlockingCall<>(context(), new CallState<>(purpose, call, request, options, owner, waiting, null))
                .run();
    }

    /**
     * @param watch follows a call that nobody waits for; otherwise null
     */
    <R, T> CompletableFuture<T> executeAsync(
            ApiCall<R, T> call, R request, CallOptions options, CallOwner owner, @Nullable SendWatch watch) {
        CallState<T, C> state;
        try {
            // What calls get for others without a thread, such as a project, is for those too that will wait longer.
            state = new CallState<>(purpose, call, request, options, owner, null, watch);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
        return new AsyncCall<>(context(), state).start();
    }

    ClientContext<C> context() {
        return purpose.context();
    }
}
