package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.spi.ServiceTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One logical call from its first attempt to its end: deadline, retry state, earlier errors. It does no I/O and never waits, so
 * both drivers share it. Used by one thread at a time, except for {@link #closed} and {@link #finished}.
 */
final class CallState<T, C extends Credentials> implements OwnTurn.Attempt<C> {
    private final ClientContext<C> context;
    private final ApiCall<?, T> call;
    private final CallOptions options;
    private final CallOwner owner;
    private final AttemptHeaders headers;
    private HttpRequest request;
    private final List<Secret> secrets;
    private final String route;
    private CallLimit limit;
    private final ResponseDecoder<T> decoder;
    private final RetryState retries;
    private final CallClock clock;
    private final OwnTurn<C> turn;
    private final CallReport report;
    private final List<SdkException> earlier = new ArrayList<>(0);
    private @Nullable AwaitedAddress awaited;
    private boolean underWay;
    private boolean wasAtWork;
    private String sentId = "";
    private @Nullable HttpRequest unsigned;
    private Duration usedOffset = Duration.ZERO;
    private String authorization = "";
    private @Nullable C used;
    private @Nullable C refused;
    private Instant refusedAt = Instant.EPOCH; // by the service's clock, as far as it is known

    /** Whether the service may have executed the call, or may be about to. */
    private volatile boolean maybeExecuted;

    /**
     * @param waiting the calls that wait for this one; null if there are none
     * @param watch follows a call that nobody waits for; otherwise null
     */
    <R> CallState(
            CallPurpose<C> purpose,
            ApiCall<R, T> call,
            R request,
            CallOptions options,
            CallOwner owner,
            @Nullable WaitingCalls waiting,
            @Nullable SendWatch watch) {
        this.context = purpose.context();
        context.lifecycle().requireOpen(context.clientName(), owner.method(call));
        long id = context.events().nextCallId();
        this.call = call;
        this.options = options;
        this.owner = owner;
        this.headers = purpose.headers();
        this.route = call.route(request);
        this.secrets = call.secrets(request);
        String key = call.sendsKey() ? keyOf(options) : "";
        Optional<Duration> asked = call.timeout(request);
        SendWatch toldOfTurn = call.staysOpen() ? watch : null;
        this.clock = new CallClock(
                context.time(),
                owner,
                call.repeatability(),
                options.callTimeout().orElse(asked.orElse(context.settings().callTimeout())),
                options.attemptTimeout().orElse(asked.orElse(context.settings().attemptTimeout())),
                call::timeToBegin,
                purpose.isForOthers() || toldOfTurn != null || !owner.choseDeadline(options)
                        ? context.sharedTurns()
                        : null,
                purpose.isForOthers(),
                waiting);
        Endpoints endpoints = context.profile().endpoints();
        this.turn = new OwnTurn<>(context, this, clock, toldOfTurn);
        SendOrder order = new SendOrder(
                purpose.urgencyOf(call), context.profile().account(), call.staysOpen(), call.direct(), turn);
        CompletableFuture<?> known = endpoints.ready(route);
        boolean isKnown = AwaitedAddress.isKnown(known);
        URI base = isKnown ? endpoints.apply(route) : AwaitedAddress.NOWHERE;
        this.request = call.encode(request, base, key, headers.common()).withTag(order);
        this.awaited = isKnown
                ? null
                : new AwaitedAddress(known, () -> call.encode(request, endpoints.apply(route), key, headers.common())
                        .withTag(order));
        headers.check(this.request, options);
        this.limit = CallLimit.of(context, this.request, route, call.name());
        this.retries = RetryState.of(
                call,
                options.retryPolicy().orElse(context.settings().retryPolicy()),
                waiting == null ? Integer.MAX_VALUE : waiting.get().attempts(),
                purpose.budget(),
                context.random());
        this.decoder =
                new ResponseDecoder<>(call, context.profile().errors(), this::clean, context.secrets()::areNamesIn);
        this.report = new CallReport(context, call, owner, retries, clock, id);
        report.started();
    }

    private static String keyOf(CallOptions options) {
        return options.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The address, if it has to be discovered before anything is sent; null once it is known. */
    @Nullable
    AwaitedAddress awaitedAddress() {
        return awaited;
    }

    /** Sets the address. */
    void addressed(AwaitedAddress address) {
        request = address.request().get();
        limit = CallLimit.of(context, request, route, call.name());
        awaited = null;
    }

    /** Ends the call before anything is sent, since its address cannot be discovered. */
    AttemptOutcome<T> unaddressed(Throwable why) {
        if (why instanceof SdkException error) {
            // Others may wait for the same address; that the client is closed, each call says with its own name.
            return new AttemptOutcome.Failed<>(error instanceof ClientClosedException ? closed() : error.clone());
        }
        throw Futures.unwrap(why);
    }

    boolean needsCredentials() {
        return !call.isAnonymous();
    }

    /** Whether a pause ends before the deadline. */
    boolean hasTimeFor(Duration pause) {
        return clock.hasTimeFor(pause);
    }

    CallClock clock() {
        clock.mayAskForOthers(retries.attemptsForOthers());
        return clock;
    }

    OwnTurn<C> turn() {
        return turn;
    }

    /** How long the client's own rate limit delays the next attempt; after that time it is sent. */
    Duration heldBack(@Nullable C credentials) {
        Duration held = limit.heldBack(credentials, clock.longestWait());
        if (!held.isZero()) {
            clock.waitsForTurn();
        }
        return held;
    }

    /** Whether the call can wait that long for a permit of the rate limit. */
    boolean mayWait(Duration held) {
        return held.compareTo(clock.longestWait()) < 0;
    }

    /** A wait for a permit is over, or for credentials or an address, if there was one. */
    void turnComes() {
        clock.turnComes();
    }

    /** The time left for one attempt, which is the transport's timeout. */
    Duration attemptTimeout() {
        return clock.attemptTimeout();
    }

    /** Counts an attempt. Throws if the attempt would be pointless. */
    void attemptBegins(@Nullable C credentials) {
        context.lifecycle().requireOpen(context.clientName(), owner.method(call));
        // The refresh returned the same credentials, or the last call that waited was cancelled during the pause.
        if ((credentials != null && credentials.equals(refused)) || (!earlier.isEmpty() && !clock.isAwaited())) {
            throw earlier.get(earlier.size() - 1);
        }
        retries.attemptStarts();
        used = credentials;
    }

    /** The request with the headers of this attempt; the application's interceptors come last. */
    HttpRequest intercepted() {
        HttpRequest attempt = headers.onAttempt(request, report.id(), call.name(), retries.attempts(), options);
        sentId = attempt.headers()
                .first(context.profile().errors().sentIdHeader())
                .orElse("");
        unsigned = attempt;
        return attempt;
    }

    @Override
    public boolean isSigned() {
        return used != null;
    }

    @Override
    public HttpRequest signedAgain(C credentials) {
        used = credentials;
        return signed(Objects.requireNonNull(unsigned), credentials);
    }

    /** Signs an attempt, with the time of the service's clock. It must be sent right away. */
    HttpRequest signed(HttpRequest attempt, C credentials) {
        context.secrets().note(credentials);
        usedOffset = context.clockOffset().current();
        Instant now = context.time().now().plus(usedOffset);
        HttpRequest signed = context.profile().signer().sign(attempt, credentials, now);
        authorization = context.profile().signer().authorization(signed);
        return signed;
    }

    /** Passes an attempt on to the transport. */
    void attemptGoesOut() {
        turn.leaves();
        clock.attemptStarts();
        underWay = true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The order matters: if the client is closed from here on, the call counts as possibly executed; if it is closed already,
     * the call is not sent.
     */
    @Override
    public void checkOpen() {
        maybeExecuted = call.repeatability().isMutating();
        if (context.lifecycle().isClosed()) {
            maybeExecuted = retries.isAmbiguous();
            throw new ClientClosedException(errorContext(false, ""), Optional.empty());
        }
    }

    @Override
    public boolean isQueued() {
        maybeExecuted = retries.isAmbiguous();
        return maybeExecuted;
    }

    @Override
    public void isNotSent() {
        underWay = false;
    }

    /** Handles a response. Even if it cannot be read, the call may have been executed. */
    AttemptOutcome<T> answered(HttpResponse received) {
        try {
            return read(received);
        } catch (RuntimeException | Error e) {
            attemptEnds();
            return lost(e, true);
        }
    }

    private AttemptOutcome<T> read(HttpResponse received) {
        context.clockOffset().review(received.headers(), context.time());
        owner.dated(received.headers());
        // The result of a read needs no id, and a copy of the headers would take 150 bytes per poll.
        boolean plainRead = received.isSuccessful() && !call.repeatability().isMutating();
        HttpResponse response = plainRead ? received : identified(received);
        DecodedResponse<T> decoded = decoder.decode(response, context.time());
        if (plainRead && decoded instanceof DecodedResponse.Refusal<T>) {
            response = identified(received);
            decoded = decoder.decode(response, context.time());
        }
        Optional<String> requestId = decoded.requestId();
        if (requestId.isEmpty() && !sentId.isEmpty()) {
            requestId = Optional.of(sentId);
        }
        owner.answered(requestId);
        underWay = false;
        report.attemptFinished(request, OptionalInt.of(response.status()), requestId);
        if (decoded instanceof DecodedResponse.Refusal<T> refusal && meansDone(refusal.failure())) {
            decoded = decoder.decodeAsGone(response);
        }
        if (decoded instanceof DecodedResponse.Refusal<T> refusal) {
            Instant now = context.time().now();
            refusedAt = ServiceTime.of(response)
                    .orElse(now.plus(context.clockOffset().current()));
            return conclude(repaired(refusal.failure(), response, now), true);
        }
        retries.succeeded();
        return new AttemptOutcome.Done<>(((DecodedResponse.Value<T>) decoded).value());
    }

    private boolean meansDone(AttemptFailure failure) {
        return call.goneMeansDone() && retries.isAmbiguous() && failure.isGone(context.profile());
    }

    private String clean(String text) {
        return context.secrets().clean(text, secrets, authorization);
    }

    /** Adds our own request id to a response that has none. */
    private HttpResponse identified(HttpResponse response) {
        String header = context.profile().errors().sentIdHeader();
        if (sentId.isEmpty() || response.headers().first(header).isPresent()) {
            return response;
        }
        HttpHeaders named = response.headers().toBuilder().set(header, sentId).build();
        return new HttpResponse(response.status(), named, response.body());
    }

    /** Decides about an exception. Bugs and misuse are rethrown, unless the service may have executed the call. */
    AttemptOutcome<T> failed(Throwable thrown) {
        if (!earlier.isEmpty() && thrown == earlier.get(earlier.size() - 1)) {
            return end(earlier.remove(earlier.size() - 1), "", false);
        }
        boolean sent = attemptEnds();
        AttemptFailure failure =
                AttemptFailure.of(thrown, sent, context.lifecycle().isClosed(), text -> context.secrets()
                        .cleanIfQuoted(text, secrets, authorization));
        if (failure == null) {
            return lost(BrokenTransport.within(thrown), sent);
        }
        retries.lost(failure.maybeExecuted()); // first, since the clock that the decision asks may fail
        return conclude(failure, false);
    }

    /** Reports an attempt that ended without a response; false if none was in progress. */
    private boolean attemptEnds() {
        boolean sent = underWay;
        underWay = false;
        if (sent) {
            report.attemptFinished(request, OptionalInt.empty(), Optional.empty());
        }
        return sent;
    }

    /** A bug or an Error cannot be classified, but it must not hide that the call may have been executed. */
    private AttemptOutcome<T> lost(Throwable thrown, boolean sent) {
        retries.lost(sent);
        if (!retries.isAmbiguous()) {
            throw Futures.unwrap(thrown);
        }
        return new AttemptOutcome.Failed<>(withEarlier(ambiguous("", thrown)));
    }

    /** Repairs the cause of an error before the decision, or makes the error final if that is impossible. */
    private AttemptFailure repaired(AttemptFailure failure, HttpResponse answer, Instant now) {
        if (failure.recovery() == Recovery.CORRECT_CLOCK) {
            Optional<Instant> told = context.profile().errors().serverTime(answer);
            if (!context.clockOffset().learn(told, answer.headers(), now, usedOffset)) {
                return failure.finalError();
            }
        }
        C stale = used;
        if (failure.recovery() == Recovery.REFRESH_CREDENTIALS) {
            if (stale == null || refused != null) {
                return failure.finalError();
            }
            refused = stale;
            context.invalidate(stale);
            report.credentialsRefreshed();
        }
        return failure;
    }

    /** @param answered whether the call's own service refused it, not the one that was asked for credentials */
    private AttemptOutcome<T> conclude(AttemptFailure failure, boolean answered) {
        Duration delay = retries.decide(failure, clock.timeToRepeat(), refusedAt);
        maybeExecuted = clock.concluded(retries.isAmbiguous());
        if (delay != null) {
            turn.waitsAgain();
            SdkException error = failure.exception().apply(errorContext(failure.isRetryable(), ""));
            keep(error, failure.recovery());
            report.retryDecided(delay, failure.recovery(), error);
            if (answered && failure.recovery() == Recovery.THROTTLED) {
                limit.holdOthersBack(used, delay);
            }
            return new AttemptOutcome.Again<>(delay);
        }
        boolean mayComeAgain = failure.recovery() != Recovery.NONE;
        String reason = mayComeAgain ? retries.whyNot() : "";
        SdkException error = failure.exception().apply(errorContext(failure.isRetryable(), reason));
        return end(clock.isForOthers() ? retries.advised(error, failure) : error, reason, mayComeAgain);
    }

    /** If responses repeat themselves without limit, the last one is enough. */
    private void keep(SdkException error, Recovery recovery) {
        if (recovery == Recovery.AT_WORK && wasAtWork) {
            earlier.remove(earlier.size() - 1);
        }
        wasAtWork = recovery == Recovery.AT_WORK;
        earlier.add(error);
    }

    /** Ends the call. An unknown outcome must not look like a failure, nor an error from the service like a timeout. */
    private AttemptOutcome<T> end(SdkException error, String reason, boolean forLackOfTime) {
        if (retries.isAmbiguous()) {
            return new AttemptOutcome.Failed<>(withEarlier(ambiguous(reason, error)));
        }
        return new AttemptOutcome.Failed<>(withEarlier(
                forLackOfTime && clock.hasPassed() && !(error instanceof DeadlineExceededException)
                        ? new DeadlineExceededException(clock.tooLate(), errorContext(true, ""), error)
                        : error));
    }

    /** Ends the call before an attempt, if the wait for it would exceed the deadline. */
    AttemptOutcome<T> outOfTime(Duration wait) {
        String reason = limit.isHolding()
                ? "the client's rate limit holds the call back for " + wait.toMillis() + " ms, but only "
                        + clock.longestWait().toMillis() + " ms are left"
                : clock.tooLate();
        SdkException last = earlier.isEmpty() ? null : earlier.remove(earlier.size() - 1);
        return end(new DeadlineExceededException(reason, errorContext(true, ""), last), reason, false);
    }

    /** The exception for a call whose client is closed while it is in progress. Safe to call from any thread. */
    SdkException closed() {
        SdkException error = new ClientClosedException(errorContext(false, ""), Optional.empty());
        return maybeExecuted ? ambiguous("the client is closed", error) : error;
    }

    /** Notifies the listener that the call has ended, in whatever way. Safe to call from any thread. */
    void finished(@Nullable Throwable error) {
        clock.leaves();
        report.finished(error);
    }

    private AmbiguousOutcomeException ambiguous(String reason, Throwable cause) {
        return new AmbiguousOutcomeException(
                "the service may or may not have executed the call" + (reason.isEmpty() ? "" : ": " + reason),
                errorContext(false, ""),
                Optional.empty(),
                cause);
    }

    private SdkException withEarlier(SdkException last) {
        earlier.forEach(last::addSuppressed);
        return last;
    }

    private ErrorContext errorContext(boolean retryable, String note) {
        return report.errorContext(request, route, retryable, note, sentId);
    }
}
