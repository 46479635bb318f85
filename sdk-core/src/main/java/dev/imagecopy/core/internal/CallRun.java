package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
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
import dev.imagecopy.core.http.Urgency;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One logical call from its first attempt to its end: deadline, retry state, earlier errors. It does no I/O and never waits,
 * so both drivers share it. Used by one thread at a time, but for {@link #closed} and {@link #finished}.
 */
final class CallRun<T, C extends Credentials> {
    /** A century: sums of times stay in range. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Services forget keys; a repeat after that would be a second execution. */
    private static final Duration KEYS_LAST = Duration.ofHours(24);

    private final Environment<C> env;
    private final ApiCall<?, T> call;
    private final CallOptions options;
    private final AttemptHeaders headers;
    private final long id;
    private final HttpRequest request;
    private final List<Secret> secrets;
    private final CallLimit limit;
    private final RetryState retries;
    private final long callNanos;
    private final Duration attemptTimeout;
    private final long attemptNanos;
    private final long startedAt;
    private final List<SdkException> earlier = new ArrayList<>(0);
    private boolean underWay;
    private long attemptStartedAt;
    private String sentId = "";
    private Duration usedOffset = Duration.ZERO;
    private @Nullable C used;
    private @Nullable C refused;

    /** Whether the service may have executed the call, or be about to. */
    private volatile boolean maybeExecuted;

    <R> CallRun(
            Environment<C> env,
            AttemptHeaders headers,
            RetryBudget budget,
            @Nullable Urgency urgency,
            ApiCall<R, T> call,
            R request,
            CallOptions options) {
        env.lifecycle.requireOpen(env.clientName, call.operation());
        this.env = env;
        this.id = env.events.nextCallId();
        this.call = call;
        this.options = options;
        this.headers = headers;
        String route = call.route(request);
        this.secrets = call.secrets(request);
        Optional<String> chosen = options.idempotencyKey();
        String key = !call.sendsKey()
                ? ""
                : chosen.isPresent() ? chosen.get() : UUID.randomUUID().toString();
        Urgency first = urgency != null ? urgency : call.repeatability().isMutating() ? Urgency.SUBMIT : Urgency.READ;
        this.request = call.encode(request, env.profile.endpoints().apply(route), key, headers.common())
                .withUrgency(first, env.profile.account());
        headers.check(this.request, options);
        this.limit = CallLimit.of(env, this.request, route, call.operation());
        this.retries = new RetryState(
                options.retryPolicy().orElse(env.settings.retryPolicy()), call.repeatability(), budget, env.random);
        Optional<Duration> asked = call.timeout(request);
        Duration longest = call.repeatability() == Repeatability.KEYED ? KEYS_LAST : LONGEST;
        this.callNanos = shorter(options.callTimeout().orElse(asked.orElse(env.settings.callTimeout())), longest)
                .toNanos();
        this.attemptTimeout =
                shorter(options.attemptTimeout().orElse(asked.orElse(env.settings.attemptTimeout())), LONGEST);
        this.attemptNanos = attemptTimeout.toNanos();
        this.startedAt = env.time.nanoTime();
        if (env.events.isObserved()) {
            env.events.callStarted(new CallStarted(id, env.clientName, call.operation()));
        }
    }

    boolean needsCredentials() {
        return !call.isAnonymous();
    }

    /** Whether a pause ends before the deadline. */
    boolean hasTimeFor(Duration pause) {
        return pause.isZero() ? nanosLeft() > 0 : pause.compareTo(timeLeft()) < 0;
    }

    Duration timeLeft() {
        return Duration.ofNanos(nanosLeft());
    }

    private long nanosLeft() {
        return callNanos - (env.time.nanoTime() - startedAt);
    }

    /** How long the client's own rate limit holds the next attempt back; after that time it goes out. */
    Duration heldBack(@Nullable C credentials) {
        return limit.heldBack(credentials, timeLeft());
    }

    /** What is left for one attempt; the transport's timeout. */
    Duration attemptTimeout() {
        long left = Math.max(1, nanosLeft());
        return left < attemptNanos ? Duration.ofNanos(left) : attemptTimeout;
    }

    /** Writes the next attempt: interceptors, then credentials, then the signature. It must be sent now. */
    HttpRequest nextAttempt(@Nullable C credentials) {
        env.lifecycle.requireOpen(env.clientName, call.operation());
        if (credentials != null && credentials.equals(refused)) {
            throw earlier.get(earlier.size() - 1); // the refresh brought the same credentials again
        }
        retries.attemptStarts();
        HttpRequest attempt = headers.onAttempt(request, id, call.operation(), retries.attempts(), options);
        sentId = attempt.headers().first(env.profile.errors().sentIdHeader()).orElse("");
        if (credentials != null) {
            env.secrets.note(credentials);
            usedOffset = env.clockOffset.current();
            attempt = env.profile
                    .signer()
                    .sign(attempt, credentials, env.time.now().plus(usedOffset));
        }
        used = credentials;
        attemptStartedAt = env.time.nanoTime();
        underWay = true;
        maybeExecuted = call.repeatability().isMutating();
        return attempt;
    }

    Outcome<T> answered(HttpResponse received) {
        underWay = false;
        HttpResponse response = identified(received);
        env.clockOffset.review(response.headers(), env.time);
        Answer<T> answer = Answer.read(call, response, env.profile.errors(), this::clean, env.time);
        if (env.events.isObserved()) {
            attemptFinished(OptionalInt.of(response.status()), answer.requestId());
        }
        Failed failed = answer.failure();
        if (failed != null && call.goneMeansDone() && retries.isAmbiguous() && failed.isNotFound()) {
            answer.readAsGone(call);
            failed = answer.failure();
        }
        if (failed != null) {
            return conclude(repaired(failed, response, env.time.now()));
        }
        retries.succeeded();
        return Outcome.done(answer.value());
    }

    private String clean(String text) {
        return env.secrets.clean(text, secrets);
    }

    /** Adds the id that this side chose to an answer that names none. */
    private HttpResponse identified(HttpResponse response) {
        String header = env.profile.errors().sentIdHeader();
        if (sentId.isEmpty() || response.headers().first(header).isPresent()) {
            return response;
        }
        HttpHeaders named = response.headers().toBuilder().set(header, sentId).build();
        return new HttpResponse(response.status(), named, response.body());
    }

    /** Takes what an attempt, or the way to it, threw. Bugs and misuse are thrown on, unless they hide a lost answer. */
    Outcome<T> failed(RuntimeException thrown) {
        if (!earlier.isEmpty() && thrown == earlier.get(earlier.size() - 1)) {
            return end(earlier.remove(earlier.size() - 1), "", false);
        }
        boolean sent = underWay;
        underWay = false;
        if (sent && env.events.isObserved()) {
            attemptFinished(OptionalInt.empty(), Optional.empty());
        }
        Failed failed = Failed.of(thrown, sent, env.lifecycle.isClosed());
        if (failed != null) {
            return conclude(failed);
        }
        retries.lost(sent);
        if (!retries.isAmbiguous()) {
            throw thrown;
        }
        return Outcome.failed(withEarlier(ambiguous("", thrown)));
    }

    /** Does what an error asks for before the decision, or takes the permission to repeat back. */
    private Failed repaired(Failed failed, HttpResponse answer, Instant now) {
        if (failed.recovery == Recovery.CORRECT_CLOCK) {
            Optional<Instant> told = env.profile.errors().serverTime(answer);
            if (!env.clockOffset.learn(told, answer.headers(), now, usedOffset)) {
                return failed.finalError();
            }
        }
        C stale = used;
        if (failed.recovery == Recovery.REFRESH_CREDENTIALS) {
            if (stale == null || refused != null) {
                return failed.finalError();
            }
            refused = stale;
            env.profile.credentials().invalidate(stale);
            env.events.credentialsRefreshed(new CredentialsRefreshed(id, env.clientName, call.operation()));
        }
        return failed;
    }

    private Outcome<T> conclude(Failed failed) {
        Duration delay = retries.decide(failed, timeLeft(), env.time.now().plus(env.clockOffset.current()));
        maybeExecuted = retries.isAmbiguous();
        if (delay != null) {
            SdkException error = failed.exception.apply(context(failed.isRetryable(), ""));
            earlier.add(error);
            env.events.retryDecided(new RetryDecided(
                    id, env.clientName, call.operation(), retries.attempts(), delay, failed.recovery, error));
            if (RetryState.isThrottle(failed.recovery)) {
                limit.holdOthersBack(used, delay);
            }
            return Outcome.again(delay);
        }
        boolean mayComeAgain = failed.recovery != Recovery.NONE;
        String reason = mayComeAgain ? retries.whyNot() : "";
        return end(failed.exception.apply(context(failed.isRetryable(), reason)), reason, mayComeAgain);
    }

    /** Ends the call: what cannot be told must not look like a plain failure, and a refusal not like a lack of time. */
    private Outcome<T> end(SdkException error, String reason, boolean forLackOfTime) {
        if (retries.isAmbiguous()) {
            return Outcome.failed(withEarlier(ambiguous(reason, error)));
        }
        return Outcome.failed(withEarlier(
                forLackOfTime && nanosLeft() <= 0
                        ? new DeadlineExceededException(deadlinePassed(), context(true, ""), error)
                        : error));
    }

    /** Ends the call before an attempt, when the wait for it would pass the deadline. */
    Outcome<T> outOfTime(Duration wait) {
        String reason = limit.isHolding()
                ? "the client's rate limit holds the call back for " + wait.toMillis() + " ms, but only "
                        + Math.max(0, timeLeft().toMillis()) + " ms are left"
                : deadlinePassed();
        SdkException last = earlier.isEmpty() ? null : earlier.remove(earlier.size() - 1);
        return end(new DeadlineExceededException(reason, context(true, ""), last), reason, false);
    }

    /** How the call ends when the client is closed under it. Safe to call from any thread. */
    SdkException closed() {
        SdkException error = new ClientClosedException(context(false, ""), Optional.empty());
        return maybeExecuted ? ambiguous("the client is closed", error) : error;
    }

    /** Tells the listener of the end, whatever it is. Safe to call from any thread. */
    void finished(@Nullable Throwable error) {
        if (env.events.isObserved()) {
            env.events.callFinished(new CallFinished(
                    id,
                    env.clientName,
                    call.operation(),
                    retries.attempts(),
                    Duration.ofNanos(env.time.nanoTime() - startedAt),
                    Optional.ofNullable(error)));
        }
    }

    private AmbiguousOutcomeException ambiguous(String reason, Throwable cause) {
        return new AmbiguousOutcomeException(
                "the service may or may not have executed the call" + (reason.isEmpty() ? "" : ": " + reason),
                context(false, ""),
                Optional.empty(),
                cause);
    }

    private SdkException withEarlier(SdkException last) {
        for (SdkException error : earlier) {
            last.addSuppressed(error);
        }
        return last;
    }

    private String deadlinePassed() {
        return "the deadline of " + callNanos / 1_000_000 + " ms passed";
    }

    private ErrorContext context(boolean retryable, String note) {
        String target = request.method() + " " + request.uri().getRawAuthority()
                + request.uri().getRawPath();
        return new ErrorContext(
                env.clientName + "." + call.operation(),
                target,
                retries.attempts(),
                retries.maxAttempts(),
                retries.repairs(),
                retryable,
                note,
                sentId);
    }

    private void attemptFinished(OptionalInt status, Optional<String> requestId) {
        env.events.attemptFinished(new AttemptFinished(
                id,
                env.clientName,
                call.operation(),
                retries.attempts(),
                request.method(),
                String.valueOf(request.uri().getRawAuthority()),
                String.valueOf(request.uri().getRawPath()),
                status,
                requestId,
                Duration.ofNanos(env.time.nanoTime() - attemptStartedAt)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
