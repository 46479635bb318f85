package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.Http2Script;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A failure tells whether the service may have seen the request. */
class SendPhaseTest extends LeakCheckedTest {
    private static final int REFUSED_STREAM = 0x7;
    private static final int INTERNAL_ERROR = 0x2;

    @ParameterizedTest
    @EnumSource
    void send_whenTheHostIsUnknown_isNotSent(Sending sending) {
        OkHttpTransport transport = over(new OkHttpClient.Builder().dns(host -> {
            throw new UnknownHostException(host);
        }));

        TransportException failure =
                Requests.failure(sending, transport, Requests.post(URI.create("http://nowhere.test/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason())
                .isEqualTo("the host name could not be resolved: is the region, or the endpoint, misspelled?");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasCauseInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenThePortIsClosed_isNotSent(Sending sending) throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure =
                Requests.failure(sending, transport, Requests.post(URI.create("http://127.0.0.1:" + port + "/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason()).isEqualTo("the connection was refused or the host could not be reached");
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenConnectingTakesTooLong_isNotSent(Sending sending) {
        OkHttpTransport transport = over(new OkHttpClient.Builder().socketFactory(new BlackHole()));

        TransportException failure =
                Requests.failure(sending, transport, Requests.post(URI.create("http://127.0.0.1/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason()).isEqualTo("the connection attempt took too long");
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheFirstAddressIsDead_arrivesAtTheSecond(Sending sending) throws IOException {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress alive = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        OkHttpTransport transport = over(new OkHttpClient.Builder().dns(host -> List.of(dead, alive)));

        HttpResponse answer =
                sending.send(transport, Requests.post(URI.create("http://two.test:" + server.port() + "/")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.arrivals()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenEveryAddressHangsUp_arrivesOnceAndMayBeSent(Sending sending) throws IOException {
        ScriptedServer server = closing(ScriptedServer.start(Step.hangUp()));
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress again = InetAddress.getByAddress("again.test", new byte[] {127, 0, 0, 1});
        OkHttpTransport transport = over(new OkHttpClient.Builder().dns(host -> List.of(address, again)));

        TransportException failure = Requests.failure(
                sending, transport, Requests.post(URI.create("http://two.test:" + server.port() + "/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheTlsHandshakeBreaksOff_isNotSentAndRetryable(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.startRaw((peer, s) -> {
            peer.in().readNBytes(5);
            peer.close();
        }));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = Requests.failure(
                sending, transport, Requests.post(URI.create("https://127.0.0.1:" + server.port() + "/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, 407, wants credentials",
        "ASYNC, 407, wants credentials",
        "SYNC, 403, does not allow this host",
        "ASYNC, 403, does not allow this host",
        "SYNC, 400, nothing reached the service",
        "ASYNC, 502, misspelled",
        "SYNC, 503, misspelled",
    })
    void send_whenTheProxyRefusesTheTunnel_namesTheProxyWithItsStatus(Sending sending, int status, String meaning) {
        ScriptedServer proxy = closing(ScriptedServer.start(
                Step.answer(status, "Proxy-Authenticate: Basic realm=\"x\"\r\nRetry-After: 99999999999\r\n", "")));
        OkHttpTransport transport = over(new OkHttpClient.Builder().proxy(new Proxy(Proxy.Type.HTTP, proxy.address())));

        TransportException failure =
                Requests.failure(sending, transport, Requests.post(URI.create("https://cloud.test/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason())
                .contains("the proxy answered " + status + " to CONNECT", meaning)
                .doesNotContain("127.0.0.1");
        assertThat(failure.retryable()).isEqualTo(status >= 500);
        assertThat(proxy.requests()).singleElement().asString().startsWith("CONNECT cloud.test:443 HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheConnectionEndsWithinTheRequestBody_mayBeSent(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.startRaw((peer, s) -> {
            peer.in().readNBytes(100_000);
            peer.reset();
        }));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = Requests.failure(
                sending, transport, Requests.post(server.uri("/")).withBody(new byte[16 << 20]));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2RefusesTheStream_isNotSent(Sending sending) {
        TransportException failure = http2Failure(sending, Http2Script.resetStream(REFUSED_STREAM));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2GoesAwayBelowTheStream_isNotSent(Sending sending) {
        TransportException failure = http2Failure(sending, Http2Script.goAway(1), Http2Script.endOutput());

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2GoesAwayAboveTheStream_mayBeSent(Sending sending) {
        TransportException failure = http2Failure(sending, Http2Script.goAway(1001), Http2Script.endOutput());

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2ResetsTheStreamWithAnError_mayBeSent(Sending sending) {
        TransportException failure = http2Failure(sending, Http2Script.resetStream(INTERNAL_ERROR));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2HangsUp_mayBeSent(Sending sending) {
        TransportException failure = http2Failure(sending, Http2Script.hangUp());

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
    }

    private TransportException http2Failure(Sending sending, Http2Script.Action... actions) {
        ScriptedServer server = closing(ScriptedServer.startRaw(Http2Script.onRequest(actions)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        HttpRequest request = Requests.post(server.uri("/"));

        TransportException failure = Requests.failure(sending, transport, request);

        assertThat(server.arrivals()).isEqualTo(1);
        return failure;
    }

    private OkHttpTransport over(OkHttpClient.Builder builder) {
        return closing(OkHttpTransport.using(borrowed(builder)));
    }

    /** Sockets whose connecting runs into the timeout. */
    private static final class BlackHole extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    throw new SocketTimeoutException("connect timed out");
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
