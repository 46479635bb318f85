package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.spi.CallFlow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call without blocking a thread: the mirror image of {@link BlockingCall}, in which the end of each step starts the
 * next. If the future ends early, because it is cancelled or the client is closed, the exchange or pause in progress is aborted
 * as well.
 */
final class AsyncCall<T, C extends Credentials> {
    private final ClientContext<C> context;
    private final CallState<T, C> state;
    private final CallSteps<T, C> steps;
    private final CredentialsResolver<C> credentials;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicReference<@Nullable Runnable> abort = new AtomicReference<>();

    AsyncCall(ClientContext<C> context, CallState<T, C> state) {
        this.context = context;
        this.state = state;
        this.steps = new CallSteps<>(state);
        state.turn().endsWith(result);
        this.credentials = new CredentialsResolver<>(context);
    }

    CompletableFuture<T> start() {
        return startAfter(Duration.ZERO);
    }

    CompletableFuture<T> startAfter(Duration pause) {
        Runnable onClose = () -> result.completeExceptionally(state.closed());
        result.whenComplete((value, thrown) -> {
            context.lifecycle().forget(onClose);
            state.finished(thrown);
            abort();
        });
        context.lifecycle().onClose(onClose);
        guard(() -> follow(steps.begin(pause)));
        return result;
    }

    private void follow(CallStep<T> step) {
        if (step instanceof CallStep.Pause<T> pause) {
            pause(pause);
        } else if (step instanceof CallStep.Await<T> needed) {
            await(needed);
        } else if (step instanceof CallStep.Credentials<T> wanted) {
            resolve(wanted);
        } else if (step instanceof CallStep.Exchange<T> exchange) {
            exchange(exchange);
        } else if (step instanceof CallStep.Return<T> end) {
            result.complete(end.value());
        } else {
            result.completeExceptionally(((CallStep.Throw<T>) step).error());
        }
    }

    private void pause(CallStep.Pause<T> pause) {
        if (pause.length().isZero()) {
            follow(steps.paused());
        } else {
            underWay(context.time().scheduleWork(pause.length(), () -> guard(() -> follow(steps.paused())))::cancel);
        }
    }

    private void await(CallStep.Await<T> needed) {
        CompletableFuture<?> wanted = needed.wanted().copy();
        AtomicBoolean over = new AtomicBoolean();
        PatientWait limit = needed.clock().limit(() -> {
            if (over.compareAndSet(false, true)) {
                guard(() -> follow(steps.late()));
            }
        });
        underWay(wanted);
        wanted.whenComplete((value, thrown) -> {
            limit.cancel();
            if (over.compareAndSet(false, true)) {
                guard(() -> follow(
                        thrown == null ? needed.then().get() : needed.failed().apply(CallFlow.causeOf(thrown))));
            }
        });
    }

    private void resolve(CallStep.Credentials<T> wanted) {
        CompletableFuture<C> found = credentials.resolveAsync(wanted.clock());
        underWay(found);
        found.whenComplete((value, thrown) ->
                guard(() -> follow(thrown == null ? steps.resolved(value) : steps.failed(CallFlow.causeOf(thrown)))));
    }

    private void exchange(CallStep.Exchange<T> exchange) {
        if (result.isDone()) {
            return; // cancelled while interceptors ran: nothing is sent that nobody waits for
        }
        CompletableFuture<HttpResponse> answer;
        try {
            answer = context.transport().sendAsync(exchange.request(), exchange.timeout());
            if (answer == null) {
                throw BrokenTransport.nothing();
            }
        } catch (Throwable e) { // a transport that is not written in Java may throw checked exceptions
            follow(steps.broken(e));
            return;
        }
        underWay(answer);
        answer.whenComplete((response, thrown) -> guard(() -> follow(
                thrown == null && response != null
                        ? steps.answered(response)
                        : steps.broken(thrown == null ? BrokenTransport.nothing() : CallFlow.causeOf(thrown)))));
    }

    private void underWay(Future<?> step) {
        underWay(() -> step.cancel(true));
    }

    private void underWay(Runnable howToAbort) {
        abort.set(howToAbort);
        if (result.isDone()) {
            abort();
        }
    }

    private void abort() {
        Runnable howTo = abort.getAndSet(null);
        if (howTo != null) {
            howTo.run();
        }
    }

    /**
     * Runs a step of the call unless it has ended; an exception from the step ends the call instead of being lost, and does not
     * hide that an earlier attempt may have been executed.
     */
    private void guard(Runnable step) {
        if (result.isDone()) {
            return;
        }
        try {
            step.run();
        } catch (Throwable e) { // foreign code that is not written in Java may throw checked exceptions
            try {
                follow(steps.failed(e));
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        }
    }
}
