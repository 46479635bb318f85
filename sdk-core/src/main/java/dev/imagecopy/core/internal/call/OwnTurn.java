package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.SendWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One call's turn in the transport's queue. A request that waited is signed again: services refuse an old date, and the
 * credentials may have expired meanwhile. A watch learns whether anything has been sent.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time counts
final class OwnTurn<C extends Credentials> implements SendOrder.Turn {
    /** Signatures have whole seconds. */
    private static final Duration STILL_CURRENT = Duration.ofSeconds(1);

    private static final CompletableFuture<?> PERMITTED = CompletableFuture.completedFuture(null);

    /** The attempt that waits for its turn. */
    interface Attempt<C extends Credentials> {
        /** It waits before it is sent; returns whether the service may have executed an earlier one. */
        boolean isQueued();

        boolean isSigned();

        HttpRequest signedAgain(C credentials);

        /** It will not be sent, since it could not be signed again, or the client is closed. */
        void isNotSent();

        /** The last check whether the client is open; throws if it is closed. */
        void checkOpen();
    }

    private final ClientContext<C> context;
    private final Attempt<C> attempt;
    private final CallClock clock;
    private final @Nullable SendWatch watch;

    /** The end of a call that may end while an attempt waits in a transport, which may not know. */
    private volatile @Nullable Future<?> end;

    /** Changes when the attempt stops waiting, so that what was begun before that changes nothing any more. */
    private volatile int stage;

    /** @param watch follows a call that nobody waits for; otherwise null */
    OwnTurn(ClientContext<C> context, Attempt<C> attempt, CallClock clock, @Nullable SendWatch watch) {
        this.context = context;
        this.attempt = attempt;
        this.clock = clock;
        this.watch = watch;
    }

    void endsWith(Future<?> result) {
        end = result;
    }

    private boolean isOver() {
        Future<?> result = end;
        return result != null && result.isDone();
    }

    @Override
    public Duration longestWait() {
        stage++;
        if (watch != null && !isOver()) {
            watch.joinsQueue();
        }
        waitsAgain();
        clock.waitsForTurn();
        return clock.longestWait();
    }

    /** Nothing is sent now, but another attempt may be. */
    void waitsAgain() {
        stage++;
        boolean maybeExecuted = attempt.isQueued();
        if (watch != null && !isOver()) {
            watch.waits(maybeExecuted);
        }
    }

    /** The time that the credentials take counts, but not another wait in the queue after that. */
    @Override
    public CompletableFuture<HttpRequest> renewed(HttpRequest queued) {
        if (!attempt.isSigned() || clock.attemptElapsed().compareTo(STILL_CURRENT) < 0) {
            return CompletableFuture.completedFuture(queued);
        }
        clock.turnComes();
        int asked = stage;
        return new CredentialsResolver<>(context)
                .resolveAsync(clock)
                .thenApply(attempt::signedAgain)
                .whenComplete((signed, thrown) -> {
                    if (asked != stage) {
                        return;
                    }
                    clock.turnComes();
                    if (thrown != null) {
                        attempt.isNotSent();
                    } else {
                        clock.waitsForTurn(); // again
                    }
                });
    }

    /** The time that this takes counts. */
    @Override
    public CompletableFuture<?> permitted() {
        if (isOver()) {
            return CompletableFuture.failedFuture(ended());
        }
        CompletableFuture<?> asked = permission();
        if (asked.isDone() && !asked.isCompletedExceptionally()) {
            return asked;
        }
        clock.turnComes();
        int before = stage;
        CompletableFuture<?> inTime = asked.copy();
        PatientWait limit = clock.limit(() -> inTime.completeExceptionally(late()));
        return inTime.whenComplete((permitted, thrown) -> {
            limit.cancel();
            if (before != stage) {
                return;
            }
            clock.turnComes();
            if (thrown != null) {
                attempt.isNotSent();
            }
        });
    }

    private static DeadlineExceededException late() {
        return new DeadlineExceededException(
                "no permission to send the call came in time, and it was not sent", ErrorContext.none(true), null);
    }

    /** Whether the attempt may be sent now; asked anew after each wait. */
    CompletableFuture<?> permission() {
        return watch == null ? PERMITTED : watch.mayGoOut();
    }

    /** A machine may have slept, or credentials have taken their time: what has become too late since it was checked is not sent. */
    @Override
    public Duration comes() {
        if (isOver()) {
            throw ended();
        }
        clock.turnComes();
        if (!clock.hasTimeFor(Duration.ZERO)) {
            waitsAgain();
            throw new DeadlineExceededException(clock.tooLate(), ErrorContext.none(true), null);
        }
        leaves();
        return clock.goesOut();
    }

    /**
     * The attempt is passed on to the transport, or leaves its queue, unless the call was cancelled or the client is closed. The watch
     * comes first: what it says while the client is being closed must not be less than the truth.
     */
    void leaves() {
        if (isOver()) {
            throw ended();
        }
        stage++;
        try {
            if (watch != null) {
                watch.goesOut();
            }
            attempt.checkOpen();
        } catch (RuntimeException | Error e) {
            waitsAgain();
            attempt.isNotSent();
            throw e;
        }
    }

    /** An attempt of a call that has ended must not go out beside one of the call that follows. */
    private RuntimeException ended() {
        attempt.isNotSent();
        return context.lifecycle().isClosed()
                ? new ClientClosedException(ErrorContext.none(false), Optional.empty())
                : new CancellationException("the call has ended, and this attempt of it was not sent");
    }
}
