package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline. {@link CallRun} decides, the two drivers below wait and send:
 *
 * <pre>
 * deadline, encode once                              CallRun
 *  └ for each attempt: rate limit, pause             execute | attempt
 *     ├ credentials                                  CredentialsProvider
 *     ├ interceptors ▸ headers ▸ signature           CallRun.nextAttempt
 *     ├ exactly one exchange                         HttpTransport
 *     └ decode, decide: done, again or failed        CallRun.answered | failed
 * </pre>
 */
final class DefaultCallExecutor<C extends Credentials> implements CallExecutor {
    private final Environment<C> env;
    private final RetryBudget budget;

    DefaultCallExecutor(Environment<C> env, RetryBudget budget) {
        this.env = env;
        this.budget = budget;
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        CallRun<R, T, C> run = new CallRun<>(env, call, request, options, budget);
        Duration pause = Duration.ZERO;
        while (true) {
            Outcome<T> outcome;
            Duration wait = longer(pause, run.limiterDelay());
            if (wait.compareTo(run.timeLeft()) >= 0) {
                outcome = run.outOfTime(wait);
            } else {
                outcome = send(run, wait);
            }
            if (outcome instanceof Outcome.Done<T> done) {
                return done.value();
            }
            if (outcome instanceof Outcome.Failed<T> failed) {
                throw failed.error();
            }
            pause = ((Outcome.Again<T>) outcome).delay();
        }
    }

    private <R, T> Outcome<T> send(CallRun<R, T, C> run, Duration wait) {
        HttpResponse response;
        try {
            sleep(wait);
            C credentials = run.needsCredentials() ? env.profile().credentials().resolve() : null;
            response = env.transport().send(run.nextAttempt(credentials), run.attemptTimeout());
        } catch (RuntimeException e) {
            return run.failed(e);
        }
        return run.answered(response);
    }

    private void sleep(Duration wait) {
        if (wait.isZero()) {
            return;
        }
        try {
            env.time().sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted between two attempts", ErrorContext.none(true), e);
        }
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        CallFuture<T> result = new CallFuture<>(env.clientName() + "." + call.operation(), env.lifecycle());
        try {
            attempt(new CallRun<>(env, call, request, options, budget), Duration.ZERO, result);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private <R, T> void attempt(CallRun<R, T, C> run, Duration pause, CallFuture<T> result) {
        Duration wait = longer(pause, run.limiterDelay());
        if (wait.compareTo(run.timeLeft()) >= 0) {
            proceed(run, run.outOfTime(wait), result);
        } else if (wait.isZero()) {
            sendAsync(run, result);
        } else {
            result.underWay(env.time().schedule(wait, () -> sendAsync(run, result))::cancel);
        }
    }

    private <R, T> void sendAsync(CallRun<R, T, C> run, CallFuture<T> result) {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<@Nullable C> credentials = run.needsCredentials()
                ? env.profile().credentials().resolveAsync().thenApply(found -> found)
                : CompletableFuture.completedFuture(null);
        result.underWay(() -> credentials.cancel(false));
        credentials.thenCompose(found -> exchange(run, found, result)).whenComplete((response, thrown) -> {
            if (!result.isDone()) {
                result.guard(() -> proceed(
                        run, thrown == null ? run.answered(response) : run.failed(Futures.unwrap(thrown)), result));
            }
        });
    }

    private <R, T> CompletableFuture<HttpResponse> exchange(
            CallRun<R, T, C> run, @Nullable C credentials, CallFuture<T> result) {
        CompletableFuture<HttpResponse> exchange =
                env.transport().sendAsync(run.nextAttempt(credentials), run.attemptTimeout());
        result.underWay(() -> exchange.cancel(true));
        return exchange;
    }

    private <R, T> void proceed(CallRun<R, T, C> run, Outcome<T> outcome, CallFuture<T> result) {
        if (outcome instanceof Outcome.Done<T> done) {
            result.complete(done.value());
        } else if (outcome instanceof Outcome.Failed<T> failed) {
            result.completeExceptionally(failed.error());
        } else {
            attempt(run, ((Outcome.Again<T>) outcome).delay(), result);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
