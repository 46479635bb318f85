package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.Urgency;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline. {@link CallRun} decides; what is below waits and sends for callers that block, {@link CallFuture} for
 * those that do not:
 *
 * <pre>
 * deadline, encode once                              CallRun
 *  └ for each attempt: pause                         attempt
 *     ├ credentials, the client's own rate limit     credentials, CallRun.heldBack
 *     ├ interceptors ▸ headers ▸ signature           CallRun.nextAttempt
 *     ├ exactly one exchange                         HttpTransport
 *     └ decode, decide: done, again or failed        CallRun.answered | failed
 * </pre>
 */
final class DefaultCallExecutor<C extends Credentials> implements CallExecutor {
    final Environment<C> env;
    private final RetryBudget budget;
    private final @Nullable Urgency urgency;
    private final AttemptHeaders headers;

    /** For calls whose kind tells their urgency. */
    DefaultCallExecutor(Environment<C> env, RetryBudget budget) {
        this(env, budget, null);
    }

    /** For calls that are all made for one purpose. */
    DefaultCallExecutor(Environment<C> env, RetryBudget budget, @Nullable Urgency urgency) {
        this.env = env;
        this.budget = budget;
        this.urgency = urgency;
        this.headers = new AttemptHeaders(env.profile, env.settings);
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        CallRun<T, C> run = new CallRun<>(env, headers, budget, urgency, call, request, options);
        try {
            T value = attempts(run);
            run.finished(null);
            return value;
        } catch (RuntimeException | Error e) {
            run.finished(e);
            throw e;
        }
    }

    private <T> T attempts(CallRun<T, C> run) {
        BlockedCaller caller = env.lifecycle.enter();
        try {
            Outcome<T> outcome = attempt(run, Duration.ZERO);
            while (outcome.delay != null) {
                outcome = attempt(run, outcome.delay);
            }
            if (outcome.error != null) {
                throw outcome.error;
            }
            return outcome.value();
        } finally {
            env.lifecycle.leave(caller);
        }
    }

    private <T> Outcome<T> attempt(CallRun<T, C> run, Duration pause) {
        if (!run.hasTimeFor(pause)) {
            return run.outOfTime(pause);
        }
        HttpResponse response;
        try {
            sleep(pause);
            C found = run.needsCredentials() ? credentials(run.timeLeft()) : null;
            Duration held = run.heldBack(found);
            if (!held.isZero()) {
                return Outcome.again(held);
            }
            response = env.transport.send(run.nextAttempt(found), run.attemptTimeout());
        } catch (RuntimeException e) {
            return run.failed(e);
        }
        return run.answered(response);
    }

    /** Before the deadline: a source that never answers must not hold a call for longer than its caller allows. */
    private C credentials(Duration timeLeft) {
        CompletableFuture<C> found = env.profile.credentials().resolveAsync();
        try {
            return found.isDone() ? found.get() : found.get(timeLeft.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Futures.unwrap(e);
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while waiting for credentials", ErrorContext.none(true), e);
        }
    }

    /** The same for who does not wait. The future is the caller's own: cancelling it takes nothing from others that wait for the same credentials. */
    CompletableFuture<C> credentialsAsync(Duration timeLeft) {
        CompletableFuture<C> found = env.profile.credentials().resolveAsync();
        if (found.isDone()) {
            return found;
        }
        CompletableFuture<C> inTime = found.copy();
        TimeSource.Timer timer = env.time.schedule(timeLeft, () -> inTime.completeExceptionally(late()));
        inTime.whenComplete((value, thrown) -> timer.cancel());
        return inTime;
    }

    private static CredentialsException late() {
        return new CredentialsException("no credentials came before the deadline", ErrorContext.none(true), null);
    }

    private void sleep(Duration wait) {
        if (Thread.currentThread().isInterrupted()) {
            throw new SdkInterruptedException("interrupted before sending", ErrorContext.none(true), null);
        }
        if (!wait.isZero()) {
            try {
                env.time.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SdkInterruptedException("interrupted between two attempts", ErrorContext.none(true), e);
            }
        }
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        CallRun<T, C> run;
        try {
            run = new CallRun<>(env, headers, budget, urgency, call, request, options);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CallFuture<T, C> result = new CallFuture<>(this, run);
        result.start();
        return result;
    }
}
