package dev.imagecopy.testing;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transport without sockets whose responses a test scripts. Each request gets the next scripted response; when none is left,
 * the one from {@link #otherwise}, and without that the exchange fails with an {@link AssertionError}.
 *
 * <pre>{@code
 * var time = new ManualTimeSource();
 * var transport = new FakeTransport(time).answer(503, "").hang().answer(200, "{}");
 * }</pre>
 *
 * <p>A response without delay completes {@link #sendAsync} on the calling thread, before it returns. Delays and timeouts use
 * the time source: {@link #send} sleeps on it, {@link #sendAsync} schedules on it.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class FakeTransport implements HttpTransport {
    private final Exchanges exchanges;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Function<HttpRequest, Outcome>> script = new ArrayDeque<>();
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable Function<HttpRequest, Outcome> otherwise;

    /** Creates a transport with its own clock, which only {@link #send} advances. */
    public FakeTransport() {
        this(new ManualTimeSource());
    }

    /**
     * Creates a transport.
     *
     * @param time the clock for delays and timeouts; not closed by this transport
     */
    public FakeTransport(TimeSource time) {
        this.exchanges = new Exchanges(time);
    }

    /**
     * Scripts a response.
     *
     * @param response the response, without delay
     * @return this transport
     */
    public FakeTransport answer(HttpResponse response) {
        return answerAfter(Duration.ZERO, response);
    }

    /**
     * Scripts a JSON response.
     *
     * @param status the HTTP status
     * @param body the text of the body, possibly empty
     * @return this transport
     */
    public FakeTransport answer(int status, String body) {
        HttpHeaders headers =
                HttpHeaders.builder().add("Content-Type", "application/json").build();
        return answer(new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Scripts a delayed response.
     *
     * @param delay the delay after sending
     * @param response the response
     * @return this transport
     */
    public FakeTransport answerAfter(Duration delay, HttpResponse response) {
        return add(request -> Outcome.answer(delay, response));
    }

    /**
     * Scripts a response that depends on the request.
     *
     * @param responder gives the response, without delay; what it throws is what the exchange fails with
     * @return this transport
     */
    public FakeTransport answerWith(Function<? super HttpRequest, HttpResponse> responder) {
        return add(outcomeOf(responder));
    }

    /**
     * Scripts a failure.
     *
     * @param failure what the exchange fails with, without delay; usually a {@code TransportException}
     * @return this transport
     */
    public FakeTransport fail(SdkException failure) {
        return add(request -> Outcome.failure(Duration.ZERO, failure));
    }

    /**
     * Scripts an exchange that only ends by its timeout, its cancellation, an interrupt or the closing of the transport.
     *
     * @return this transport
     */
    public FakeTransport hang() {
        return add(request -> Outcome.never());
    }

    /**
     * Sets the response for requests beyond the script.
     *
     * @param responder gives the response, without delay; what it throws is what the exchange fails with
     * @return this transport
     */
    public FakeTransport otherwise(Function<? super HttpRequest, HttpResponse> responder) {
        lock.lock();
        try {
            otherwise = outcomeOf(responder);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the exchanges.
     *
     * @return every exchange so far, in order
     */
    public List<Sent> sent() {
        lock.lock();
        try {
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the requests that were sent.
     *
     * @return every request so far, in order
     */
    public List<HttpRequest> requests() {
        return sent().stream().map(Sent::request).toList();
    }

    /**
     * Returns the number of exchanges that have not ended. A test that leaves one behind has a leak.
     *
     * @return the number of open exchanges
     */
    public int open() {
        return exchanges.open();
    }

    /**
     * Returns the number of exchanges that the caller abandoned: cancelled futures and interrupted calls.
     *
     * @return the number of cancelled exchanges
     */
    public int cancelled() {
        return exchanges.cancelled();
    }

    /**
     * Returns whether the transport was closed.
     *
     * @return true after {@link #close}
     */
    public boolean isClosed() {
        return exchanges.isClosed();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return exchanges.await(next(request, timeout, false), timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return exchanges.start(next(request, timeout, true), timeout);
    }

    /** Fails open exchanges; later ones fail as not sent. */
    @Override
    public void close() {
        exchanges.close();
    }

    private FakeTransport add(Function<HttpRequest, Outcome> responder) {
        lock.lock();
        try {
            script.add(responder);
            return this;
        } finally {
            lock.unlock();
        }
    }

    private Outcome next(HttpRequest request, Duration timeout, boolean async) {
        if (exchanges.isClosed()) {
            return Outcome.failure(Duration.ZERO, Exchanges.refused("the transport is closed"));
        }
        Function<HttpRequest, Outcome> responder;
        lock.lock();
        try {
            sent.add(new Sent(request, timeout, async));
            responder = script.isEmpty() ? otherwise : script.remove();
        } finally {
            lock.unlock();
        }
        // The responder is the test's own code: it runs without the lock, so it may script further responses.
        return responder == null
                ? Outcome.failure(Duration.ZERO, new AssertionError("No answer is scripted for " + request))
                : responder.apply(request);
    }

    private static Function<HttpRequest, Outcome> outcomeOf(Function<? super HttpRequest, HttpResponse> responder) {
        return request -> {
            try {
                return Outcome.answer(Duration.ZERO, responder.apply(request));
            } catch (RuntimeException | AssertionError failure) {
                return Outcome.failure(Duration.ZERO, failure);
            }
        };
    }

    /**
     * One exchange as requested.
     *
     * @param request the request
     * @param timeout the longest it was allowed to take
     * @param async whether it was made with {@link HttpTransport#sendAsync}
     */
    public record Sent(HttpRequest request, Duration timeout, boolean async) {}
}
