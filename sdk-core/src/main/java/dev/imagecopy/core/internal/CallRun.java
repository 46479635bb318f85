package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryDecision;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One logical call from its first attempt to its end: deadline, retry state, earlier errors. It does no I/O and never waits,
 * so both drivers share it. Used by one thread at a time.
 */
final class CallRun<R, T, C extends Credentials> {
    private final Environment<C> env;
    private final ApiCall<R, T> call;
    private final HttpRequest request;
    private final AttemptHeaders headers;
    private final String limiterKey;
    private final RetryState retries;
    private final Duration callTimeout;
    private final Duration attemptTimeout;
    private final long startedAt;
    private final List<SdkException> earlier = new ArrayList<>(0);
    private long attemptStartedAt;
    private String sentId = "";
    private @Nullable C used;
    private @Nullable C refused;

    CallRun(Environment<C> env, ApiCall<R, T> call, R request, CallOptions options, RetryBudget budget) {
        this.env = env;
        this.call = call;
        env.lifecycle().requireOpen(env.clientName(), call.operation());
        String route = call.route(request);
        String key = options.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
        this.request = call.encode(request, env.profile().endpoints().apply(route), key);
        this.headers = new AttemptHeaders(env.profile(), env.settings(), call.operation(), options);
        this.limiterKey = env.profile().provider() + "/" + route + "/" + call.operation();
        RetryPolicy policy = options.retryPolicy().orElse(env.settings().retryPolicy());
        this.retries = new RetryState(policy, call.repeatability(), budget, env.random());
        Optional<Duration> asked = call.timeout(request);
        this.callTimeout =
                options.callTimeout().or(() -> asked).orElse(env.settings().callTimeout());
        this.attemptTimeout =
                options.attemptTimeout().or(() -> asked).orElse(env.settings().attemptTimeout());
        this.startedAt = time().nanoTime();
        env.events().callStarted(new CallStarted(env.clientName(), call.operation()));
    }

    boolean needsCredentials() {
        return !call.isAnonymous();
    }

    /** How long the client's own rate limit holds the next attempt back. */
    Duration limiterDelay() {
        return env.settings()
                .rateLimiter()
                .map(limiter -> limiter.reserve(limiterKey, time().nanoTime()))
                .orElse(Duration.ZERO);
    }

    Duration timeLeft() {
        return callTimeout.minusNanos(time().nanoTime() - startedAt);
    }

    /** What is left for one attempt; the transport's timeout. */
    Duration attemptTimeout() {
        Duration left = timeLeft();
        Duration shorter = left.compareTo(attemptTimeout) < 0 ? left : attemptTimeout;
        return shorter.isNegative() || shorter.isZero() ? Duration.ofNanos(1) : shorter;
    }

    /** Writes the next attempt: interceptors, then credentials, then the signature. */
    HttpRequest nextAttempt(@Nullable C credentials) {
        env.lifecycle().requireOpen(env.clientName(), call.operation());
        if (credentials != null && credentials.equals(refused)) {
            throw earlier.get(earlier.size() - 1); // the refresh brought the same credentials again
        }
        used = credentials;
        retries.attemptStarts();
        attemptStartedAt = time().nanoTime();
        HttpRequest attempt = headers.on(request, retries.attempts());
        sentId = attempt.headers().first(env.profile().errors().sentIdHeader()).orElse("");
        return credentials == null
                ? attempt
                : env.profile()
                        .signer()
                        .sign(attempt, credentials, env.clockOffset().apply(time().now()));
    }

    Outcome<T> answered(HttpResponse received) {
        HttpResponse response = identified(received);
        env.clockOffset().review(response.headers(), time().now());
        Answer<T> answer = Answer.read(call, response, env.profile().errors(), used, time().now());
        attemptFinished(OptionalInt.of(response.status()), answer.requestId());
        Failed failed = answer.failure();
        if (failed == null) {
            return succeed(answer.value());
        }
        if (answer.isNotFound() && call.goneMeansDone() && retries.isAmbiguous()) {
            return succeed(answer.gone(call, response));
        }
        return conclude(repaired(failed, response));
    }

    /** Adds the id that this side chose to an answer that names none. */
    private HttpResponse identified(HttpResponse response) {
        String header = env.profile().errors().sentIdHeader();
        if (sentId.isEmpty() || response.headers().first(header).isPresent()) {
            return response;
        }
        HttpHeaders headers = response.headers().toBuilder().set(header, sentId).build();
        return new HttpResponse(response.status(), headers, response.body());
    }

    Outcome<T> failed(RuntimeException thrown) {
        if (!earlier.isEmpty() && thrown == earlier.get(earlier.size() - 1)) {
            return end(earlier.remove(earlier.size() - 1), "");
        }
        Failed failed = Failed.of(thrown);
        attemptFinished(OptionalInt.empty(), Optional.empty());
        return conclude(failed);
    }

    /** Does what an error asks for before the decision, or takes the permission to repeat back. */
    private Failed repaired(Failed failed, HttpResponse response) {
        if (failed.recovery() == Recovery.CORRECT_CLOCK && !env.clockOffset().learn(response.headers(), time().now())) {
            return failed.finalError();
        }
        C stale = used;
        if (failed.recovery() == Recovery.REFRESH_CREDENTIALS) {
            if (stale == null || stale.equals(refused)) {
                return failed.finalError();
            }
            refused = stale;
            env.profile().credentials().invalidate(stale);
            env.events().credentialsRefreshed(new CredentialsRefreshed(env.clientName(), call.operation()));
        }
        return failed;
    }

    private Outcome<T> conclude(Failed failed) {
        RetryDecision decision = retries.decide(failed.failure(), timeLeft(), time().now());
        if (decision instanceof RetryDecision.Repeat repeat) {
            SdkException error = failed.exception().apply(context(failed.isRetryable(), ""));
            earlier.add(error);
            env.events()
                    .retryDecided(new RetryDecided(
                            env.clientName(),
                            call.operation(),
                            retries.attempts(),
                            repeat.delay(),
                            repeat.recovery(),
                            error));
            holdOthersBack(repeat);
            return new Outcome.Again<>(repeat.delay());
        }
        String reason = ((RetryDecision.GiveUp) decision).reason();
        boolean plain = failed.recovery() == Recovery.NONE;
        return end(failed.exception().apply(context(failed.isRetryable(), plain ? "" : reason)), reason);
    }

    private Outcome<T> succeed(T value) {
        retries.succeeded();
        callFinished(Optional.empty());
        return new Outcome.Done<>(value);
    }

    /** Ends the call: what cannot be told must not look like a plain failure. */
    private Outcome<T> end(SdkException error, String reason) {
        earlier.forEach(error::addSuppressed);
        SdkException last = error;
        if (retries.isAmbiguous()) {
            String why = reason.isEmpty() || reason.equals("not retryable") ? "" : ": " + reason;
            last = new AmbiguousOutcomeException(
                    "the service may or may not have executed the call" + why,
                    context(false, ""),
                    Optional.empty(),
                    error);
        } else if (timeLeft().isNegative() || timeLeft().isZero()) {
            last = new DeadlineExceededException(
                    "the deadline of " + callTimeout.toMillis() + " ms passed", context(true, ""), error);
        }
        callFinished(Optional.of(last));
        return new Outcome.Failed<>(last);
    }

    /** Ends the call before an attempt, when the wait for it would pass the deadline. */
    Outcome<T> outOfTime(Duration wait) {
        String reason = "the next attempt may go out in " + wait.toMillis() + " ms, but only "
                + Math.max(0, timeLeft().toMillis()) + " ms are left";
        return end(new DeadlineExceededException(reason, context(true, ""), null), reason);
    }

    private void holdOthersBack(RetryDecision.Repeat repeat) {
        Optional<RateLimiter> limiter = env.settings().rateLimiter();
        boolean throttled =
                repeat.recovery() == Recovery.THROTTLED || repeat.recovery() == Recovery.THROTTLED_UNTIL_NEXT_MINUTE;
        if (throttled && limiter.isPresent()) {
            limiter.get().holdBack(limiterKey, repeat.delay(), time().nanoTime());
        }
    }

    private ErrorContext context(boolean retryable, String note) {
        String target = request.method() + " " + request.uri().getRawAuthority()
                + request.uri().getRawPath();
        return new ErrorContext(
                env.clientName() + "." + call.operation(),
                target,
                retries.attempts(),
                retries.maxAttempts(),
                retryable,
                note,
                sentId);
    }

    private void attemptFinished(OptionalInt status, Optional<String> requestId) {
        env.events()
                .attemptFinished(new AttemptFinished(
                        env.clientName(),
                        call.operation(),
                        retries.attempts(),
                        request.method(),
                        String.valueOf(request.uri().getRawAuthority()),
                        String.valueOf(request.uri().getRawPath()),
                        status,
                        requestId,
                        Duration.ofNanos(time().nanoTime() - attemptStartedAt)));
    }

    private void callFinished(Optional<SdkException> error) {
        env.events()
                .callFinished(new CallFinished(
                        env.clientName(),
                        call.operation(),
                        retries.attempts(),
                        Duration.ofNanos(time().nanoTime() - startedAt),
                        error));
    }

    private TimeSource time() {
        return env.time();
    }
}
