package dev.imagecopy.servicefabric;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A gateway behind real TLS that asks for client certificates, on two servers that share no code: it accepts the copy of
 * anybody who shows a certificate of its list, and answers 403 without a body to everybody else.
 */
abstract class TlsGateway implements AutoCloseable {
    /** The servers. */
    enum Kind {
        MOCK_WEB_SERVER,
        JDK_HTTPS_SERVER
    }

    private final List<HeldCertificate> accepted = new CopyOnWriteArrayList<>();

    static TlsGateway start(
            Kind kind, HeldCertificate server, List<HeldCertificate> chain, HeldCertificate... clients) {
        try {
            HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder()
                    .heldCertificate(
                            server,
                            chain.stream()
                                    .map(HeldCertificate::certificate)
                                    .toArray(java.security.cert.X509Certificate[]::new));
            List.of(clients).forEach(client -> trust.addTrustedCertificate(client.certificate()));
            TlsGateway gateway =
                    kind == Kind.MOCK_WEB_SERVER ? new OnMockWebServer(trust.build()) : new OnJdk(trust.build());
            gateway.accepted.addAll(List.of(clients));
            return gateway;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    abstract int port();

    URI endpoint() {
        return URI.create("https://localhost:" + port());
    }

    void nowOnly(HeldCertificate client) {
        accepted.clear();
        accepted.add(client);
    }

    @Override
    public abstract void close();

    final int status(String method, @Nullable Certificate client) {
        boolean known = accepted.stream().anyMatch(one -> one.certificate().equals(client));
        return !known && !accepted.isEmpty() ? 403 : method.equals("POST") ? 200 : 404;
    }

    private static final class OnMockWebServer extends TlsGateway {
        private final MockWebServer server = new MockWebServer();

        OnMockWebServer(HandshakeCertificates tls) throws IOException {
            server.useHttps(tls.sslSocketFactory());
            server.requestClientAuth();
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    List<Certificate> shown = request.getHandshake() == null
                            ? List.of()
                            : request.getHandshake().peerCertificates();
                    return new MockResponse.Builder()
                            .code(status(String.valueOf(request.getMethod()), shown.isEmpty() ? null : shown.get(0)))
                            .build();
                }
            });
            server.start();
        }

        @Override
        int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static final class OnJdk extends TlsGateway {
        private final HttpsServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        OnJdk(HandshakeCertificates tls) throws IOException {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            SSLContext context = tls.sslContext();
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = context.getDefaultSSLParameters();
                    wanted.setWantClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            SSLSession session = ((HttpsExchange) exchange).getSSLSession();
            Certificate shown = null;
            try {
                shown = session.getPeerCertificates()[0];
            } catch (SSLPeerUnverifiedException none) {
                shown = null;
            }
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status(exchange.getRequestMethod(), shown), -1);
            exchange.close();
        }

        @Override
        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
