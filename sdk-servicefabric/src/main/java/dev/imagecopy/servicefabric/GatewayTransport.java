package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Leads each exchange to a gateway that can be reached, over connections that bear the present certificate and pins. One send
 * stays one exchange: when a gateway cannot be reached, the failure is passed on and the engine's next attempt goes to the next
 * gateway.
 *
 * <p>With a new certificate or new pins new exchanges get new connections, and the old ones are closed when the last exchange
 * on them has ended: a copy may be open for hours.
 */
final class GatewayTransport implements HttpTransport {
    private final List<URI> gateways;
    private final Function<TlsIdentity, HttpTransport> maker;
    private final AtomicInteger preferred = new AtomicInteger();
    private final HandshakeRenewal renewal;
    private final Object lock = new Object();
    private final Set<Line> lines = new HashSet<>(); // guarded by lock
    private Line line; // guarded by lock
    private boolean closed; // guarded by lock

    /** Connections of one identity. Its counter is guarded by the lock. */
    private static final class Line {
        private final TlsIdentity identity;
        private @Nullable HttpTransport transport;
        private int exchanges;

        Line(TlsIdentity identity) {
            this.identity = identity;
        }
    }

    /**
     * Makes a transport.
     *
     * @param gateways where to send; the first is tried first
     * @param first the identity until credentials are known
     * @param maker makes the connections of an identity
     * @param renewal gets other credentials after a failed handshake
     */
    GatewayTransport(
            List<URI> gateways,
            TlsIdentity first,
            Function<TlsIdentity, HttpTransport> maker,
            HandshakeRenewal renewal) {
        this.gateways = List.copyOf(gateways);
        this.maker = maker;
        this.renewal = renewal;
        this.line = new Line(first);
        lines.add(line);
    }

    /** Takes over the identity of the credentials that the next exchanges are made with. */
    void adopt(ServiceFabricCredentials credentials, TlsIdentity identity) {
        renewal.adopt(credentials);
        HttpTransport idle;
        synchronized (lock) {
            if (closed || line.identity.equals(identity)) {
                return;
            }
            Line old = line;
            line = new Line(identity);
            lines.add(line);
            idle = retired(old);
        }
        closeIfAny(idle);
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        int gateway = preferred.get();
        int round = renewal.round();
        Line mine = board();
        try {
            HttpResponse response = transport(mine).send(directed(request, gateway), timeout);
            renewal.succeeded(round);
            return response;
        } catch (TransportException e) {
            throw failed(e, gateway, round);
        } finally {
            leave(mine);
        }
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        int gateway = preferred.get();
        int round = renewal.round();
        Line mine = board();
        CompletableFuture<HttpResponse> exchange;
        try {
            exchange = transport(mine).sendAsync(directed(request, gateway), timeout);
        } catch (RuntimeException e) {
            leave(mine);
            throw e;
        }
        Led result = new Led(exchange, mine, gateway, round);
        exchange.whenComplete(result);
        return result;
    }

    /** The answer to an exchange under way; cancelling it aborts the exchange. */
    private final class Led extends CompletableFuture<HttpResponse>
            implements BiConsumer<@Nullable HttpResponse, @Nullable Throwable> {
        private final CompletableFuture<HttpResponse> exchange;
        private final Line mine;
        private final int gateway;
        private final int round;

        Led(CompletableFuture<HttpResponse> exchange, Line mine, int gateway, int round) {
            this.exchange = exchange;
            this.mine = mine;
            this.gateway = gateway;
            this.round = round;
        }

        @Override
        public void accept(@Nullable HttpResponse response, @Nullable Throwable thrown) {
            leave(mine);
            if (response != null) {
                renewal.succeeded(round);
                complete(response);
            } else if (thrown != null) {
                Throwable cause =
                        thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
                completeExceptionally(cause instanceof TransportException e ? failed(e, gateway, round) : cause);
            }
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
        List<HttpTransport> open;
        synchronized (lock) {
            closed = true;
            open = lines.stream()
                    .map(each -> each.transport)
                    .filter(Objects::nonNull)
                    .toList();
        }
        open.forEach(HttpTransport::close);
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

    /** Turns to the next gateway; and makes a failed handshake one that the engine repeats, where the next may go better. */
    private TransportException failed(TransportException e, int gateway, int round) {
        if (e.sendPhase() == SendPhase.NOT_SENT) {
            preferred.compareAndSet(gateway, (gateway + 1) % gateways.size());
        }
        // With TLS 1.3 a server refuses a certificate after the client has begun to send.
        boolean handshake = e.getCause() instanceof SSLHandshakeException
                || (e.getCause() instanceof SSLException && e.sendPhase() == SendPhase.NOT_SENT);
        if (!handshake || e.retryable()) {
            return e;
        }
        boolean again = renewal.helpsAfter(round) || gateways.size() > 1;
        return again ? new TransportException(e.reason(), e.sendPhase(), ErrorContext.none(true), e.getCause()) : e;
    }

    private Line board() {
        synchronized (lock) {
            line.exchanges++;
            return line;
        }
    }

    private void leave(Line mine) {
        HttpTransport idle;
        synchronized (lock) {
            mine.exchanges--;
            idle = retired(mine);
        }
        closeIfAny(idle);
    }

    /** Drops a line that is neither in use nor wanted, and gives its connections to be closed outside the lock. */
    private @Nullable HttpTransport retired(Line old) {
        if (old == line || old.exchanges > 0) {
            return null;
        }
        lines.remove(old);
        return old.transport;
    }

    private static void closeIfAny(@Nullable HttpTransport idle) {
        if (idle != null) {
            idle.close();
        }
    }

    private HttpTransport transport(Line mine) {
        synchronized (lock) {
            HttpTransport made = mine.transport;
            if (made == null) {
                made = maker.apply(mine.identity);
                mine.transport = made;
                if (closed) {
                    made.close();
                }
            }
            return made;
        }
    }
}
