package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The attempts of one call that nobody waits for: the steps of {@link DefaultCallExecutor}, each begun by the end of the last. */
final class AsyncAttempts<R, T, C extends Credentials> {
    private final Environment<C> env;
    private final CredentialsInTime<C> credentials;
    private final CallRun<R, T, C> run;
    private final CallFuture<T> result;

    AsyncAttempts(Environment<C> env, CredentialsInTime<C> credentials, CallRun<R, T, C> run, CallFuture<T> result) {
        this.env = env;
        this.credentials = credentials;
        this.run = run;
        this.result = result;
    }

    void attempt(Duration pause) {
        if (!run.hasTimeFor(pause)) {
            proceed(run.outOfTime(pause));
        } else if (pause.isZero()) {
            send();
        } else {
            result.underWay(env.time.schedule(pause, () -> result.guard(this::send))::cancel);
        }
    }

    private void send() {
        if (!run.needsCredentials()) {
            exchange(null);
            return;
        }
        CompletableFuture<C> found = credentials.resolveAsync(run.timeLeft());
        result.underWay(found);
        found.whenComplete((value, thrown) -> result.guard(() -> {
            if (thrown == null) {
                exchange(value);
            } else {
                proceed(run.failed(Futures.unwrap(thrown)));
            }
        }));
    }

    private void exchange(@Nullable C found) {
        CompletableFuture<HttpResponse> exchange;
        try {
            Duration held = run.heldBack(found);
            if (!held.isZero()) {
                proceed(Outcome.again(held));
                return;
            }
            exchange = env.transport.sendAsync(run.nextAttempt(found), run.attemptTimeout());
        } catch (RuntimeException e) {
            proceed(run.failed(e));
            return;
        }
        result.underWay(exchange);
        exchange.whenComplete((response, thrown) -> result.guard(
                () -> proceed(thrown == null ? run.answered(response) : run.failed(Futures.unwrap(thrown)))));
    }

    private void proceed(Outcome<T> outcome) {
        if (outcome.delay != null) {
            attempt(outcome.delay);
        } else if (outcome.error != null) {
            result.completeExceptionally(outcome.error);
        } else {
            result.complete(outcome.value());
        }
    }
}
