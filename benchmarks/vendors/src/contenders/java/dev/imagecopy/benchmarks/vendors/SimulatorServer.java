package dev.imagecopy.benchmarks.vendors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * A simulator on a port, served by the JDK. The simulators' own front needs OkHttp 5, and the vendor's OkHttp is on this class
 * path; the state machine behind both fronts, with its check of signatures, is the same.
 */
public final class SimulatorServer implements AutoCloseable {
    private final HttpTransport simulator;
    private final HttpServer server;

    private SimulatorServer(Simulator simulator) {
        this.simulator = simulator.transport();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Puts a simulator on a free port.
     *
     * @param simulator one that runs in process; closed by its maker
     * @return the running server
     */
    public static SimulatorServer open(Simulator simulator) {
        return new SimulatorServer(simulator);
    }

    /**
     * Tells where the server listens.
     *
     * @return an address without a path
     */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpHeaders.Builder headers = HttpHeaders.builder();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> headers.addReceived(name, value)));
            URI target = endpoint().resolve(exchange.getRequestURI());
            HttpRequest request = HttpRequest.of(exchange.getRequestMethod(), target, headers.build())
                    .withBody(exchange.getRequestBody().readAllBytes());
            HttpResponse answer = simulator.send(request, Duration.ofMinutes(1));
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }
}
