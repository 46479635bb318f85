package dev.imagecopy.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Exceptions;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.imagecopy.core.http.HttpHeaders;
import java.util.Arrays;
import wiremock.org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP front of a simulator. A request filter answers every request before WireMock looks for a stub, so WireMock serves
 * as the HTTP server that it is, with its faults, and keeps no state of its own.
 */
final class WireMockFront implements StubRequestFilterV2, AutoCloseable {
    /** An answer that waits holds a thread, so there may be many; Jetty starts them as needed. */
    private static final int MAX_THREADS = 128;

    private static final int MIN_THREADS = 2;

    /** Signed queries and bearer tokens outgrow Jetty's 8 KiB. */
    private static final int MAX_HEAD = 64 * 1024;

    private final Simulator simulator;
    private final WireMockServer server;

    WireMockFront(Simulator simulator) {
        this.simulator = simulator;
        this.server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("localhost")
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .extensionScanningEnabled(false)
                .jettyAcceptors(1)
                .jettyHeaderRequestSize(MAX_HEAD)
                .jettyStopTimeout(0L)
                .threadPoolFactory(options -> threads())
                .extensions(this));
        server.start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        if (server.isRunning()) {
            server.stop();
        }
    }

    @Override
    public String getName() {
        return "simulator";
    }

    /** The service has all paths, also those where WireMock would answer with its own administration. */
    @Override
    public boolean applyToAdmin() {
        return true;
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        return RequestFilterAction.stopWith(answer(request));
    }

    private ResponseDefinition answer(Request request) {
        SimulatedRequest received;
        try {
            received = received(request);
        } catch (IllegalArgumentException malformed) {
            return whole(SimulatedResponse.empty(400)).build();
        }
        try {
            Exchange exchange = simulator.exchange(received);
            if (!exchange.delay().isZero() && !simulator.pause(exchange.delay())) {
                return fault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
            }
            return answer(exchange);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return fault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
        } catch (RuntimeException | AssertionError bug) {
            String told = "Simulator bug: " + Exceptions.renderStackTrace(bug);
            return whole(SimulatedResponse.text(500, "text/plain;charset=utf-8", told))
                    .build();
        }
    }

    private static ResponseDefinition answer(Exchange exchange) {
        SimulatedResponse response = exchange.response();
        return switch (exchange.wire()) {
            case ANSWER -> whole(response).build();
            case TRUNCATE ->
                whole(response)
                        .withBody(Arrays.copyOf(response.body(), response.body().length / 2))
                        .build();
            case RESET -> fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
            case GARBAGE -> fault(com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
            case CLOSE, REFUSE -> fault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
        };
    }

    private static ResponseDefinitionBuilder whole(SimulatedResponse response) {
        ResponseDefinitionBuilder answer =
                new ResponseDefinitionBuilder().withStatus(response.status()).withBody(response.body());
        response.headers().forEach((name, value) -> answer.withHeader(name, value));
        if (response.status() != 204 && response.status() != 304) {
            answer.withHeader("Content-Length", String.valueOf(response.body().length));
        }
        return answer;
    }

    private static ResponseDefinition fault(com.github.tomakehurst.wiremock.http.Fault fault) {
        return new ResponseDefinitionBuilder().withFault(fault).build();
    }

    private static SimulatedRequest received(Request request) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (HttpHeader header : request.getHeaders().all()) {
            header.values().forEach(value -> headers.addReceived(header.key(), value));
        }
        byte[] body = request.getBody();
        // Not getUrl(), which leaves out the beginning of paths that WireMock thinks its own.
        String url = request.getAbsoluteUrl();
        String target = url.substring(url.indexOf('/', url.indexOf("://") + 3));
        return SimulatedRequest.of(
                request.getMethod().value(), target, headers.build(), body == null ? new byte[0] : body);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("simulator");
        threads.setDaemon(true);
        return threads;
    }
}
