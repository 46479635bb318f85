package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.servicefabric.GatewayConnections.Connections;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.io.EOFException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each exchange to a reachable gateway, on connections with the current certificate and pins. One send remains one
 * exchange: if a gateway cannot be reached, the failure is reported, and the engine's next attempt goes to the next gateway.
 */
final class GatewayTransport implements HttpTransport {
    /** A cluster's native port accepts connections and ends them in the handshake. */
    private static final String WRONG_PORT =
            "; the connection ended in the TLS handshake, as on a cluster's native port (19000 unless configured otherwise): the"
                    + " HTTP gateway usually listens on port 19080";

    private final List<URI> gateways;
    private final AtomicInteger preferred = new AtomicInteger();
    private final HandshakeRenewal renewal;
    private final GatewayConnections connections;

    /**
     * @param gateways the gateways; the first is tried first
     * @param first the identity until credentials are known
     * @param factory creates the transport of an identity
     * @param renewal requests new credentials after a failed handshake
     */
    GatewayTransport(
            List<URI> gateways,
            TlsIdentity first,
            Function<TlsIdentity, HttpTransport> factory,
            HandshakeRenewal renewal) {
        this.gateways = List.copyOf(gateways);
        this.connections = new GatewayConnections(first, factory);
        this.renewal = renewal;
    }

    /** How many requests for new credentials have ended, for {@link #adopt}. */
    int renewals() {
        return renewal.ended();
    }

    /**
     * Uses the identity of these credentials for the next exchanges, unless newer ones have been requested meanwhile.
     *
     * @param renewalsBefore what {@link #renewals} returned before they were resolved
     */
    void adopt(ServiceFabricCredentials credentials, TlsIdentity identity, int renewalsBefore) {
        if (renewal.adopt(credentials, renewalsBefore)) {
            connections.use(identity);
        }
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        Route route = new Route(preferred.get(), renewal.used());
        Connections acquired = connections.acquire();
        try {
            HttpResponse response = connections.transport(acquired).send(directed(request, route.gateway), timeout);
            renewal.succeeded(route.credentials);
            return response;
        } catch (TransportException e) {
            throw failed(e, route);
        } finally {
            connections.release(acquired);
        }
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        Route route = new Route(preferred.get(), renewal.used());
        Connections acquired = connections.acquire();
        CompletableFuture<HttpResponse> exchange;
        try {
            exchange = connections.transport(acquired).sendAsync(directed(request, route.gateway), timeout);
        } catch (RuntimeException e) {
            connections.release(acquired);
            throw e;
        }
        ResponseFuture answer = new ResponseFuture(exchange);
        exchange.whenComplete((response, thrown) -> {
            try {
                connections.release(acquired);
                if (thrown == null) {
                    renewal.succeeded(route.credentials);
                    answer.complete(response);
                } else {
                    Throwable cause = CallFlow.causeOf(thrown);
                    answer.completeExceptionally(cause instanceof TransportException e ? failed(e, route) : cause);
                }
            } catch (RuntimeException | Error e) { // nobody else ends it
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /**
     * The gateway and the credentials with which an exchange started.
     *
     * @param gateway the gateway's index
     * @param credentials null before the first ones are known
     */
    private record Route(int gateway, @Nullable ServiceFabricCredentials credentials) {}

    /** The future that a caller holds; cancelling it aborts the exchange. */
    private static final class ResponseFuture extends CompletableFuture<HttpResponse> {
        private final CompletableFuture<HttpResponse> exchange;

        ResponseFuture(CompletableFuture<HttpResponse> exchange) {
            this.exchange = exchange;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                exchange.cancel(true);
            }
            return cancelled;
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private HttpRequest directed(HttpRequest request, int gateway) {
        if (gateways.size() == 1) {
            return request;
        }
        String first = gateways.get(0).toString();
        String chosen = gateways.get(gateway).toString();
        String target = request.target();
        return request.withUri(URI.create(
                withoutSlash(chosen) + target.substring(withoutSlash(first).length())));
    }

    private static String withoutSlash(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Switches to the next gateway, and makes a failed handshake retryable if the next one may succeed. */
    private TransportException failed(TransportException e, Route route) {
        TransportException decided = decided(e, route);
        return endedInHandshake(e)
                ? new TransportException(
                        decided.reason() + WRONG_PORT,
                        decided.sendPhase(),
                        ErrorContext.none(decided.retryable()),
                        decided.getCause())
                : decided;
    }

    private static boolean endedInHandshake(TransportException e) {
        Throwable tls = e.getCause();
        return e.sendPhase() == SendPhase.NOT_SENT
                && (isReset(tls, e.reason())
                        || (tls instanceof SSLException
                                && (tls.getCause() instanceof EOFException
                                        || tls.getCause() instanceof SocketException)));
    }

    /** JSSE passes a reset on as it is. A proxy may reset, too, before there is a handshake. */
    private static boolean isReset(@Nullable Throwable cause, String reason) {
        return cause instanceof SocketException
                && String.valueOf(cause.getMessage()).contains("reset")
                && !reason.contains("proxy");
    }

    /** Switches to the next gateway, and makes a failed handshake retryable if the next gateway may succeed. */
    private TransportException decided(TransportException e, Route route) {
        if (e.sendPhase() == SendPhase.NOT_SENT) {
            preferred.compareAndSet(route.gateway, (route.gateway + 1) % gateways.size());
        }
        // With TLS 1.3, a server rejects a certificate after the client has started sending.
        boolean handshake = e.getCause() instanceof SSLHandshakeException
                || (e.getCause() instanceof SSLException && e.sendPhase() == SendPhase.NOT_SENT);
        if (!handshake || e.retryable()) {
            return e;
        }
        boolean again = renewal.helpsAfter(route.credentials) || gateways.size() > 1;
        return again ? new TransportException(e.reason(), e.sendPhase(), ErrorContext.none(true), e.getCause()) : e;
    }
}
