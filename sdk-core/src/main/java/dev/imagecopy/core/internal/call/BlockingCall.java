package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.BlockedCaller;
import dev.imagecopy.core.internal.CallerTrace;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.spi.CallFlow;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Makes a call on the caller's thread: the mirror image of {@link AsyncCall}. Closing the client interrupts the thread. */
final class BlockingCall<T, C extends Credentials> {
    private final ClientContext<C> context;
    private final CallState<T, C> state;
    private final CallSteps<T, C> steps;
    private final CredentialsResolver<C> credentials;

    BlockingCall(ClientContext<C> context, CallState<T, C> state) {
        this.context = context;
        this.state = state;
        this.steps = new CallSteps<>(state);
        this.credentials = new CredentialsResolver<>(context);
    }

    T run() {
        try {
            T value = follow();
            state.finished(null);
            return value;
        } catch (RuntimeException | Error e) {
            state.finished(e);
            CallerTrace.addTo(e, BlockingCall.class); // a source of credentials may have made it on a thread of its own
            throw e;
        }
    }

    private T follow() {
        BlockedCaller caller = context.lifecycle().enter();
        try {
            CallStep<T> step = steps.begin(Duration.ZERO);
            while (true) {
                if (step instanceof CallStep.Return<T> end) {
                    return end.value();
                }
                if (step instanceof CallStep.Throw<T> end) {
                    throw end.error();
                }
                step = guarded(step);
            }
        } finally {
            context.lifecycle().leave(caller);
        }
    }

    /** An exception from a step, also from a time source, does not hide that an earlier attempt may have been executed. */
    private CallStep<T> guarded(CallStep<T> step) {
        try {
            return carriedOut(step);
        } catch (Throwable e) { // foreign code that is not written in Java may throw checked exceptions
            return steps.failed(e);
        }
    }

    private CallStep<T> carriedOut(CallStep<T> step) {
        if (step instanceof CallStep.Pause<T> pause) {
            sleep(pause.length());
            return steps.paused();
        }
        if (step instanceof CallStep.Await<T> needed) {
            return await(needed);
        }
        if (step instanceof CallStep.Credentials<T> wanted) {
            return resolve(wanted);
        }
        return exchange((CallStep.Exchange<T>) step);
    }

    private CallStep<T> await(CallStep.Await<T> needed) {
        try {
            Object unused = needed.clock().await(needed.wanted());
        } catch (ExecutionException e) {
            return needed.failed().apply(CallFlow.causeOf(e));
        } catch (TimeoutException e) {
            return steps.late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return steps.failed(new SdkInterruptedException(needed.interrupted(), ErrorContext.none(true), e));
        }
        return needed.then().get();
    }

    private CallStep<T> resolve(CallStep.Credentials<T> wanted) {
        C found;
        try {
            found = credentials.resolve(wanted.clock());
        } catch (RuntimeException | Error e) {
            return steps.failed(e);
        }
        return steps.resolved(found);
    }

    private CallStep<T> exchange(CallStep.Exchange<T> exchange) {
        HttpResponse response;
        try {
            response = context.transport().send(exchange.request(), exchange.timeout());
            if (response == null) {
                throw BrokenTransport.nothing();
            }
        } catch (Throwable e) { // a transport that is not written in Java may throw checked exceptions
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return steps.broken(e);
        }
        return steps.answered(response);
    }

    private void sleep(Duration length) {
        if (Thread.currentThread().isInterrupted()) {
            throw new SdkInterruptedException("interrupted before sending", ErrorContext.none(true), null);
        }
        if (!length.isZero()) {
            try {
                context.time().sleep(length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SdkInterruptedException("interrupted between two attempts", ErrorContext.none(true), e);
            }
        }
    }
}
