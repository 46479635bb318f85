package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The order in which every call is made. Each method takes the result of one step and returns the next; {@link BlockingCall}
 * carries the steps out on the caller's thread, {@link AsyncCall} without blocking one. Used by one thread at a time.
 */
final class CallSteps<T, C extends Credentials> {
    private final CallState<T, C> state;

    CallSteps(CallState<T, C> state) {
        this.state = state;
    }

    /** 1. Checks the deadline: no attempt is made that could not start in time. */
    CallStep<T> begin(Duration pause) {
        return state.hasTimeFor(pause) ? new CallStep.Pause<>(pause) : next(state.outOfTime(pause));
    }

    /** 2. Discovers the address, unless it is known, as in most cases. */
    CallStep<T> paused() {
        state.turnComes();
        AwaitedAddress awaited = state.awaitedAddress();
        return awaited == null
                ? addressed()
                : new CallStep.Await<>(
                        "interrupted while asking for the address",
                        awaited.known(),
                        state.clock(),
                        () -> found(awaited),
                        this::unaddressed);
    }

    private CallStep<T> found(AwaitedAddress address) {
        state.turnComes();
        try {
            state.addressed(address);
        } catch (RuntimeException | Error e) {
            return unaddressed(e);
        }
        return addressed();
    }

    private CallStep<T> unaddressed(Throwable why) {
        state.turnComes();
        return next(state.unaddressed(why));
    }

    /** Ends the call when its deadline has passed during a wait. */
    CallStep<T> late() {
        return next(state.outOfTime(Duration.ZERO));
    }

    /** 3. Resolves credentials, unless the call is anonymous. */
    private CallStep<T> addressed() {
        return state.needsCredentials() ? new CallStep.Credentials<>(state.clock()) : resolved(null);
    }

    /** 4. Asks whether an attempt that waited may still be sent, applies the client's own rate limit, interceptors, headers and signature, then makes one exchange. */
    CallStep<T> resolved(@Nullable C credentials) {
        if (credentials == null && state.needsCredentials()) {
            return failed(ClientConnection.noCredentials());
        }
        try {
            state.turnComes();
            CompletableFuture<?> permission = state.turn().permission();
            if (!permission.isDone() || permission.isCompletedExceptionally()) {
                return new CallStep.Await<>(
                        "interrupted while asking whether it may be sent",
                        permission,
                        state.clock(),
                        () -> permitted(credentials),
                        this::failed);
            }
            Duration held = state.heldBack(credentials);
            if (!held.isZero()) {
                return state.mayWait(held) ? new CallStep.Pause<>(held) : next(state.outOfTime(held));
            }
            if (!state.hasTimeFor(Duration.ZERO)) {
                return late();
            }
            state.attemptBegins(credentials);
            HttpRequest attempt = state.intercepted();
            if (credentials != null) {
                attempt = state.signed(attempt, credentials);
            }
            Duration timeout = state.attemptTimeout(); // first, since a clock may fail
            state.attemptGoesOut();
            return new CallStep.Exchange<>(attempt, timeout);
        } catch (Throwable e) { // an interceptor that is not written in Java may throw checked exceptions
            return failed(e);
        }
    }

    /** With the same credentials: if asking for others takes longer than a permission holds, none would ever be in time. */
    private CallStep<T> permitted(@Nullable C credentials) {
        state.turnComes();
        return resolved(credentials);
    }

    /** 5. Decodes the response and decides what follows from it. */
    CallStep<T> answered(HttpResponse response) {
        return next(state.answered(response));
    }

    /** 5. Or decides what follows from an exception, thrown by the attempt or on the way to it. Bugs are rethrown. */
    CallStep<T> failed(Throwable thrown) {
        return next(state.failed(thrown));
    }

    /** 5. Or decides what follows from whatever the transport threw, which may be the application's own. */
    CallStep<T> broken(Throwable thrown) {
        return failed(thrown instanceof SdkException ? thrown : new BrokenTransport(thrown));
    }

    /** 6. Ends the call, or starts again from the top. */
    private CallStep<T> next(AttemptOutcome<T> outcome) {
        if (outcome instanceof AttemptOutcome.Again<T> again) {
            return begin(again.delay());
        }
        if (outcome instanceof AttemptOutcome.Done<T> done) {
            return new CallStep.Return<>(done.value());
        }
        return new CallStep.Throw<>(((AttemptOutcome.Failed<T>) outcome).error());
    }
}
