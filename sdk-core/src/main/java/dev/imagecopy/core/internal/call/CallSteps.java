package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one order in which a call is made, whoever waits for it. Each method takes what the step before brought and says what
 * comes next; {@link BlockingCall} does it on the caller's thread, {@link AsyncCall} on nobody's. Used by one thread at a
 * time.
 */
final class CallSteps<T, C extends Credentials> {
    private final CallState<T, C> state;

    CallSteps(CallState<T, C> state) {
        this.state = state;
    }

    /** 1. The deadline: an attempt that could not begin before it is not made. */
    CallStep<T> begin(Duration pause) {
        return state.hasTimeFor(pause) ? new CallStep.Pause<>(pause) : next(state.outOfTime(pause));
    }

    /** 2. Credentials, unless the call goes out without. */
    CallStep<T> paused() {
        return state.needsCredentials() ? new CallStep.Credentials<>(state.timeLeft()) : resolved(null);
    }

    /** 3. The client's own rate limit; then interceptors, headers and signature, and one exchange. */
    CallStep<T> resolved(@Nullable C credentials) {
        try {
            Duration held = state.heldBack(credentials);
            if (!held.isZero()) {
                return begin(held);
            }
            state.attemptBegins(credentials);
            HttpRequest attempt = state.intercepted();
            if (credentials != null) {
                attempt = state.signed(attempt, credentials);
            }
            state.attemptGoesOut();
            return new CallStep.Exchange<>(attempt, state.attemptTimeout());
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** 4. Decoding, and the decision about the answer. */
    CallStep<T> answered(HttpResponse response) {
        return next(state.answered(response));
    }

    /** 4. Or the decision about what an attempt, or the way to it, threw. Bugs are thrown on. */
    CallStep<T> failed(RuntimeException thrown) {
        return next(state.failed(thrown));
    }

    /** 5. Done, failed, or once more from the top. */
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
