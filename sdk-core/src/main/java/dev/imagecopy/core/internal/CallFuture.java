package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call that nobody waits for: its attempts, by the steps of {@link DefaultCallExecutor}, and its future, completed by
 * them alone. Cancelling it, or closing the client, reaches the exchange or the
 * pause under way; stages that a user derives from it are plain ones, whose cancellation reaches nothing.
 */
final class CallFuture<T, C extends Credentials> extends CompletableFuture<T>
        implements Runnable, BiConsumer<T, @Nullable Throwable> {
    private final DefaultCallExecutor<C> calls;
    private final Environment<C> env;
    private final CallRun<T, C> run;
    private final AtomicReference<Runnable> abort = new AtomicReference<>(CallFuture::nothing);

    CallFuture(DefaultCallExecutor<C> calls, CallRun<T, C> run) {
        this.calls = calls;
        this.env = calls.env;
        this.run = run;
        whenComplete(this);
        env.lifecycle.onClose(this);
    }

    /** The call has ended. */
    @Override
    public void accept(T value, @Nullable Throwable thrown) {
        env.lifecycle.forget(this);
        run.finished(thrown);
    }

    /** The client is closed. */
    @Override
    public void run() {
        completeExceptionally(run.closed());
        abort();
    }

    /** Makes the first attempt. */
    void start() {
        guard(() -> attempt(Duration.ZERO));
    }

    /** Makes the next attempt after a pause: each step is begun by the end of the last. */
    void attempt(Duration pause) {
        if (!run.hasTimeFor(pause)) {
            proceed(run.outOfTime(pause));
        } else if (pause.isZero()) {
            send();
        } else {
            underWay(env.time.schedule(pause, () -> guard(this::send))::cancel);
        }
    }

    private void send() {
        if (!run.needsCredentials()) {
            exchange(null);
            return;
        }
        CompletableFuture<C> found = calls.credentialsAsync(run.timeLeft());
        underWay(found);
        found.whenComplete((value, thrown) -> guard(() -> {
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
        underWay(exchange);
        exchange.whenComplete((response, thrown) ->
                guard(() -> proceed(thrown == null ? run.answered(response) : run.failed(Futures.unwrap(thrown)))));
    }

    private void proceed(Outcome<T> outcome) {
        if (outcome.delay != null) {
            attempt(outcome.delay);
        } else if (outcome.error != null) {
            completeExceptionally(outcome.error);
        } else {
            complete(outcome.value());
        }
    }

    /** Says how to abort what is under way now. */
    private void underWay(Runnable howToAbort) {
        abort.set(howToAbort);
        if (isDone()) {
            abort();
        }
    }

    /** Says what is under way now. */
    private void underWay(Future<?> step) {
        underWay(() -> step.cancel(true));
    }

    /** Runs a step of the call, if it still goes on: what the step throws fails this future instead of vanishing. */
    private void guard(Runnable step) {
        if (isDone()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            abort();
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    private void abort() {
        abort.getAndSet(CallFuture::nothing).run();
    }

    private static void nothing() {
        // nothing is under way
    }
}
