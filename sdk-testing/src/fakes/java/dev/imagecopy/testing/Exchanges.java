package dev.imagecopy.testing;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.time.TimeSource;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open exchanges of one transport without sockets: each ends as scripted, by its timeout, or because it is cancelled or the
 * transport is closed.
 */
final class Exchanges {
    private final TimeSource time;
    private final Map<Integer, CompletableFuture<HttpResponse>> open = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger blocked = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile boolean closed;

    Exchanges(TimeSource time) {
        this.time = time;
    }

    HttpResponse await(Outcome outcome, Duration timeout) {
        boolean comes = outcome.comesWithin(timeout);
        boolean startedOpen = !closed;
        blocked.incrementAndGet();
        try {
            time.sleep(comes ? outcome.after() : timeout);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            cancelled.incrementAndGet();
            throw new SdkInterruptedException(
                    "interrupted while waiting for the response", ErrorContext.none(false), interrupt);
        } finally {
            blocked.decrementAndGet();
        }
        if (startedOpen && closed) {
            throw closedWhileOpen();
        }
        HttpResponse response = outcome.response();
        if (comes && response != null) {
            return response;
        }
        Throwable failure = outcome.failure();
        throw Exchanges.<RuntimeException>unchecked(comes && failure != null ? failure : timedOut(timeout));
    }

    CompletableFuture<HttpResponse> start(Outcome outcome, Duration timeout) {
        CompletableFuture<HttpResponse> future = new CompletableFuture<>();
        boolean comes = outcome.comesWithin(timeout);
        if (comes && outcome.after().isZero()) {
            end(future, outcome);
            return future;
        }
        int number = numbers.incrementAndGet();
        open.put(number, future);
        TimeSource.Timer timer = comes
                ? time.schedule(outcome.after(), () -> end(future, outcome))
                : time.schedule(timeout, () -> future.completeExceptionally(timedOut(timeout)));
        CompletableFuture<HttpResponse> unused = future.whenComplete((response, failure) -> {
            open.remove(number);
            timer.cancel();
            if (future.isCancelled()) {
                cancelled.incrementAndGet();
            }
        });
        if (closed) {
            future.completeExceptionally(closedWhileOpen());
        }
        return future;
    }

    int open() {
        return open.size() + blocked.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        List.copyOf(open.values()).forEach(future -> future.completeExceptionally(closedWhileOpen()));
    }

    static TransportException refused(String reason) {
        return new TransportException(reason, SendPhase.NOT_SENT, ErrorContext.none(true), null);
    }

    private static void end(CompletableFuture<HttpResponse> future, Outcome outcome) {
        if (outcome.failure() != null) {
            future.completeExceptionally(outcome.failure());
        } else {
            future.complete(outcome.response());
        }
    }

    private static TransportException timedOut(Duration timeout) {
        return new TransportException(
                "no response within " + timeout.toMillis() + " ms",
                SendPhase.MAYBE_SENT,
                ErrorContext.none(true),
                new SocketTimeoutException("timeout"));
    }

    private static TransportException closedWhileOpen() {
        return new TransportException("the transport was closed", SendPhase.MAYBE_SENT, ErrorContext.none(false), null);
    }

    /** A script may contain an Error, so that a broken test fails with it and is not retried. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
