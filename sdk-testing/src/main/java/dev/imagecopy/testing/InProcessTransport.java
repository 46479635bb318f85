package dev.imagecopy.testing;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The front end of a simulator without sockets: adds the headers that a real transport would add, and fails in the same way.
 */
final class InProcessTransport implements HttpTransport {
    private final Simulator simulator;
    private final Exchanges exchanges;

    InProcessTransport(Simulator simulator) {
        this.simulator = simulator;
        this.exchanges = new Exchanges(simulator.time());
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return exchanges.await(outcome(request), timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return exchanges.start(outcome(request), timeout);
    }

    @Override
    public void close() {
        exchanges.close();
    }

    private Outcome outcome(HttpRequest request) {
        if (exchanges.isClosed() || simulator.isClosed()) {
            return Outcome.failure(
                    Duration.ZERO,
                    Exchanges.refused(exchanges.isClosed() ? "the transport is closed" : "connection refused"));
        }
        SimulatedRequest received;
        try {
            received = received(request);
        } catch (IllegalArgumentException malformed) {
            return Outcome.answer(Duration.ZERO, answer(SimulatedResponse.empty(400)));
        }
        try {
            Exchange exchange = simulator.exchange(received);
            simulator.left(exchange, exchange.delay());
            return outcome(exchange);
        } catch (RuntimeException | AssertionError bug) {
            return Outcome.failure(Duration.ZERO, bug);
        }
    }

    private static Outcome outcome(Exchange exchange) {
        return switch (exchange.wire()) {
            case ANSWER -> Outcome.answer(exchange.delay(), answer(exchange.response()));
            case TRUNCATE ->
                exchange.response().body().length == 0
                        ? Outcome.answer(exchange.delay(), answer(exchange.response()))
                        : failure(exchange, SendPhase.ANSWERED, new ProtocolException("unexpected end of stream"));
            case CLOSE -> failure(exchange, SendPhase.MAYBE_SENT, new EOFException("unexpected end of stream"));
            case RESET -> failure(exchange, SendPhase.MAYBE_SENT, new SocketException("Connection reset"));
            case GARBAGE -> failure(exchange, SendPhase.MAYBE_SENT, new ProtocolException("Unexpected status line"));
            case REFUSE -> failure(exchange, SendPhase.NOT_SENT, new ConnectException("Connection refused"));
        };
    }

    private static Outcome failure(Exchange exchange, SendPhase phase, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        return Outcome.failure(exchange.delay(), new TransportException(reason, phase, ErrorContext.none(true), cause));
    }

    private static HttpResponse answer(SimulatedResponse response) {
        return new HttpResponse(response.status(), response.headers(), response.body());
    }

    private static SimulatedRequest received(HttpRequest request) {
        URI uri = request.uri();
        HttpHeaders.Builder headers = request.headers().toBuilder();
        if (request.headers().first("Host").isEmpty()) {
            headers.add("Host", uri.getRawAuthority());
        }
        if (request.body().length > 0
                || request.method().equals("POST")
                || request.method().equals("PUT")) {
            headers.set("Content-Length", String.valueOf(request.body().length));
        }
        String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return SimulatedRequest.of(request.method(), target, headers.build(), request.body());
    }
}
