package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpHeaders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The HTTP front end of a simulator: a MockWebServer that asks the simulator for every response and stores nothing. */
final class SimulatorFront extends Dispatcher {
    /**
     * Referenced here, because an unreferenced logger would lose its level. It logs whole request lines, including signatures.
     */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket();
    private static final String GARBAGE = "\u0001 0x7f no status line";

    private final Simulator simulator;
    private final ResettableSockets sockets = new ResettableSockets();
    private final MockWebServer server = new MockWebServer();
    private final int port;

    SimulatorFront(Simulator simulator, int port, @Nullable ServerCertificate certificate) {
        if (SERVER_LOG.getLevel() == null) {
            SERVER_LOG.setLevel(Level.OFF);
        }
        this.simulator = simulator;
        server.setServerSocketFactory(sockets);
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.setDispatcher(this);
        if (certificate != null) {
            server.useHttps(certificate.socketFactory());
        }
        try {
            server.start(InetAddress.getByName("localhost"), port);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot listen on port " + port + " of this machine", failure);
        }
        this.port = server.getPort();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public MockResponse dispatch(mockwebserver3.RecordedRequest request) throws InterruptedException {
        long readAt = simulator.time().nanoTime();
        forgetRecordedRequests();
        SimulatedRequest received;
        try {
            received = received(request);
        } catch (IllegalArgumentException malformed) {
            return whole(SimulatedResponse.empty(400)).onResponseEnd(CLOSE).build();
        }
        try {
            Exchange exchange = simulator.exchange(received);
            boolean open = simulator.pauseUntil(readAt, exchange.delay());
            sockets.afterNextWrite(() ->
                    simulator.left(exchange, Duration.ofNanos(simulator.time().nanoTime() - readAt)));
            MockResponse answer = open ? answer(exchange) : closed();
            return wantsToClose(received) ? closing(answer) : answer;
        } catch (RuntimeException | AssertionError bug) {
            return whole(SimulatedResponse.text(500, "text/plain;charset=utf-8", "Simulator bug: " + trace(bug)))
                    .onResponseEnd(CLOSE)
                    .build();
        }
    }

    /** The server queues every request for a test to take, which nobody does here. */
    private void forgetRecordedRequests() throws InterruptedException {
        mockwebserver3.RecordedRequest taken;
        do {
            taken = server.takeRequest(0, TimeUnit.NANOSECONDS);
        } while (taken != null);
    }

    private MockResponse answer(Exchange exchange) {
        SimulatedResponse response = exchange.response();
        return switch (exchange.wire()) {
            case ANSWER -> whole(response).build();
            case TRUNCATE -> {
                MockResponse.Builder half = whole(response);
                int length = response.body().length;
                half.body(new Buffer().write(response.body(), 0, length / 2));
                half.setHeader("Content-Length", length);
                yield half.onResponseEnd(CLOSE).build();
            }
            case RESET -> {
                sockets.resetCurrent();
                yield closed();
            }
            case GARBAGE ->
                new MockResponse.Builder()
                        .status(GARBAGE)
                        .clearHeaders()
                        .onResponseEnd(CLOSE)
                        .build();
            case CLOSE, REFUSE -> closed();
        };
    }

    private static MockResponse closed() {
        return new MockResponse.Builder().onResponseStart(CLOSE).build();
    }

    /** MockWebServer would keep a connection open that the client wants to close. */
    private static boolean wantsToClose(SimulatedRequest request) {
        return request.header("Connection").orElse("").equalsIgnoreCase("close");
    }

    private static MockResponse closing(MockResponse answer) {
        return answer.getOnResponseStart() == null
                ? answer.newBuilder().onResponseEnd(CLOSE).build()
                : answer;
    }

    private static MockResponse.Builder whole(SimulatedResponse response) {
        MockResponse.Builder answer = new MockResponse.Builder().code(response.status());
        answer.clearHeaders();
        if (response.status() != 204 && response.status() != 304) {
            answer.body(new Buffer().write(response.body()));
        }
        response.headers().forEach((name, value) -> answer.addHeaderLenient(name, value));
        return answer;
    }

    private static SimulatedRequest received(mockwebserver3.RecordedRequest request) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        request.getHeaders().forEach(header -> headers.addReceived(header.getFirst(), header.getSecond()));
        ByteString body = request.getBody();
        return SimulatedRequest.of(
                request.getMethod(),
                request.getTarget(),
                headers.build(),
                body == null ? new byte[0] : body.toByteArray());
    }

    private static String trace(Throwable bug) {
        StringWriter text = new StringWriter();
        bug.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
