package dev.imagecopy.verification.faults;

import static dev.imagecopy.core.retry.Repeatability.KEYED;
import static dev.imagecopy.core.retry.Repeatability.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 1 to 10: what goes wrong before a byte of the request is sent. */
@FaultTable
class ConnectFaultsTest {
    private static final HeldCertificate ISSUER = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("probe issuer")
            .build();

    private static final CallOptions SHORT =
            CallOptions.builder().callTimeout(Duration.ofSeconds(2)).build();

    @Tag("FAULT-7")
    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsExpired_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("expired", badCertificate(mode, watch, expired(), true));
    }

    @Tag("FAULT-7")
    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsForAnotherHost_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("wrong host", badCertificate(mode, watch, otherHost(), true));
    }

    @Tag("FAULT-7")
    @ParameterizedTest
    @EnumSource
    void call_whenTheCertificateIsSelfSigned_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("self-signed", badCertificate(mode, watch, local(), false));
    }

    @Tag("FAULT-10")
    @ParameterizedTest
    @EnumSource
    void call_whenTheProxyWantsCredentials_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("407", proxyRefuses(mode, watch, 407, 1));
    }

    @Tag("FAULT-10")
    @ParameterizedTest
    @EnumSource
    void call_whenTheProxyFails_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("502", proxyRefuses(mode, watch, 502, 4));
    }

    private static Probe over(Watch watch, URI endpoint, OkHttpClient client) {
        OkHttpTransport transport = watch.own(OkHttpTransport.using(client));
        watch.own(() -> {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        });
        return watch.own(
                Probe.at(endpoint).retryPolicy(Probe.QUICK).transport(transport).build());
    }

    private static TransportException notSent(Watch watch, Throwable error, int attempts) {
        TransportException typed = watch.typed(error, TransportException.class);
        assertThat(typed.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(typed.attempts()).isEqualTo(attempts);
        return typed;
    }

    @Tag("FAULT-1")
    @ParameterizedTest
    @EnumSource
    void call_whenTheHostIsUnknown_isNotSent(Mode mode, Watch watch) {
        Dns nowhere = host -> {
            throw new UnknownHostException(host);
        };
        Probe probe = over(
                watch,
                URI.create("http://nowhere.invalid/"),
                new OkHttpClient.Builder().dns(nowhere).build());
        notSent(watch, probe.fail(ONCE, mode), 4);
        watch.saw("TransportException NOT_SENT after 4 attempts");
    }

    /** The caller returns in time; the lookup's own thread may outlive it. */
    @Tag("FAULT-2")
    @ParameterizedTest
    @EnumSource
    void call_whenDnsHangs_endsByItsDeadline(Mode mode, Watch watch) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        watch.own(over::countDown);
        Dns hanging = host -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        Probe probe = over(
                watch,
                URI.create("http://slow.invalid/"),
                new OkHttpClient.Builder().dns(hanging).build());
        Throwable error = probe.fail(ONCE, mode, SHORT);
        SdkException typed = watch.typed(error, SdkException.class);
        assertThat(typed).isInstanceOfAny(DeadlineExceededException.class, TransportException.class);
        watch.saw(typed.getClass().getSimpleName() + " within the call's deadline");
    }

    @Tag("FAULT-3")
    @ParameterizedTest
    @EnumSource
    void call_whenTheConnectionIsRefused_isNotSent(Mode mode, Watch watch) throws IOException {
        int port = freePort();
        Probe probe = watch.own(Probe.at(URI.create("http://127.0.0.1:" + port))
                .retryPolicy(Probe.QUICK)
                .build());
        notSent(watch, probe.fail(ONCE, mode), 4);
        watch.saw("TransportException NOT_SENT after 4 attempts, 0 arrivals");
    }

    /** A listener with a full queue that nobody empties answers no further connection. */
    @Tag("FAULT-4")
    @ParameterizedTest
    @EnumSource
    void call_whenNobodyAcceptsTheConnection_isNotSent(Mode mode, Watch watch) throws IOException {
        ServerSocket full = watch.own(new ServerSocket(0, 1, loopback()));
        for (int i = 0; i < 4; i++) {
            Socket socket = watch.own(new Socket());
            try {
                socket.connect(new InetSocketAddress(loopback(), full.getLocalPort()), 200);
            } catch (IOException queueIsFull) {
                break;
            }
        }
        Probe probe = watch.own(Probe.at(URI.create("http://127.0.0.1:" + full.getLocalPort()))
                .connectTimeout(Duration.ofMillis(300))
                .retryPolicy(Probe.QUICK)
                .build());
        notSent(watch, probe.fail(ONCE, mode), 4);
        watch.saw("connect timeout each try, TransportException NOT_SENT after 4 attempts");
    }

    @Tag("FAULT-5")
    @ParameterizedTest
    @EnumSource
    void call_whenTheFirstAddressIsDead_reachesTheSecond(Mode mode, Watch watch) throws Exception {
        ScriptedServer server = watch.own(
                ScriptedServer.start(Step.answer(200, "Content-Type: application/json\r\n", "{\"id\":\"thing-1\"}")));
        InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        Probe probe = over(
                watch,
                URI.create("http://two.invalid:" + server.port()),
                new OkHttpClient.Builder()
                        .dns(host -> List.of(dead, loopback()))
                        .build());
        assertThat(probe.send(ONCE, mode)).isEqualTo("thing-1");
        assertThat(server.arrivals()).isEqualTo(1);
        watch.saw("success, 1 arrival");
    }

    @Tag("FAULT-6")
    @ParameterizedTest
    @EnumSource
    void call_whenEachAddressHangsUp_arrivesOnce(Mode mode, Watch watch) throws IOException {
        ScriptedServer server = watch.own(ScriptedServer.start(Step.hangUp()));
        InetAddress same = InetAddress.getByAddress("again", new byte[] {127, 0, 0, 1});
        Probe probe = over(
                watch,
                URI.create("http://two.invalid:" + server.port()),
                new OkHttpClient.Builder()
                        .dns(host -> List.of(same, loopback()))
                        .build());
        watch.typed(probe.fail(ONCE, mode), AmbiguousOutcomeException.class);
        assertThat(server.arrivals()).isEqualTo(1);
        watch.saw("1 arrival, AmbiguousOutcomeException");
    }

    /** The JDK does not look at the dates of an anchor that it trusts, so each certificate has an issuer. */
    private static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().commonName("probe").signedBy(ISSUER);
    }

    private static HeldCertificate expired() {
        return certificate()
                .addSubjectAlternativeName("localhost")
                .validityInterval(1_000, 2_000)
                .build();
    }

    private static HeldCertificate otherHost() {
        return certificate().addSubjectAlternativeName("other.invalid").build();
    }

    private static HeldCertificate local() {
        return certificate().addSubjectAlternativeName("localhost").build();
    }

    private static MockWebServer tlsServer(Watch watch, HeldCertificate certificate) throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.start(loopback(), 0);
        return watch.own(server);
    }

    /** A trusted certificate can still be wrong in its dates or its host. */
    private static String badCertificate(Mode mode, Watch watch, HeldCertificate certificate, boolean trusted)
            throws IOException {
        MockWebServer server = tlsServer(watch, certificate);
        HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder();
        HandshakeCertificates client = (trusted
                        ? trust.addTrustedCertificate(ISSUER.certificate())
                        : trust.addPlatformTrustedCertificates())
                .build();
        Probe probe = over(
                watch,
                URI.create("https://localhost:" + server.getPort()),
                new OkHttpClient.Builder()
                        .sslSocketFactory(client.sslSocketFactory(), client.trustManager())
                        .build());
        TransportException error = notSent(watch, probe.fail(ONCE, mode), 1);
        assertThat(error).hasRootCauseInstanceOf(Exception.class).matches(ConnectFaultsTest::isTls);
        assertThat(error.retryable()).isFalse();
        assertThat(server.getRequestCount()).isZero();
        return "TransportException caused by SSLException, 1 attempt, nothing sent";
    }

    private static boolean isTls(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /** A server that speaks only what no client of today accepts answers the greeting with a protocol alert. */
    @Tag("FAULT-8")
    @ParameterizedTest
    @EnumSource
    void call_whenTheServerSpeaksOldTlsOnly_isNotSent(Mode mode, Watch watch) {
        byte[] protocolVersionAlert = {21, 3, 1, 0, 2, 2, 70};
        ScriptedServer server = watch.own(ScriptedServer.startRaw((peer, script) -> {
            peer.send(protocolVersionAlert);
            peer.awaitEnd();
        }));
        Probe probe = watch.own(Probe.at(URI.create("https://localhost:" + server.port()))
                .retryPolicy(Probe.QUICK)
                .build());
        TransportException error = notSent(watch, probe.fail(ONCE, mode), 1);
        assertThat(error).matches(ConnectFaultsTest::isTls);
        watch.saw("TransportException caused by SSLException, 1 attempt, nothing sent");
    }

    @Tag("FAULT-9")
    @ParameterizedTest
    @EnumSource
    void call_whenTheHandshakeIsAborted_isNotSent(Mode mode, Watch watch) {
        ScriptedServer server = watch.own(ScriptedServer.startRaw(Step.hangUp()));
        Probe probe = watch.own(Probe.at(URI.create("https://localhost:" + server.port()))
                .retryPolicy(Probe.QUICK)
                .build());
        notSent(watch, probe.fail(KEYED, mode), 4);
        watch.saw("TransportException NOT_SENT after 4 attempts");
    }

    private static String proxyRefuses(Mode mode, Watch watch, int status, int attempts) {
        ScriptedServer proxy = watch.own(ScriptedServer.start(Step.answer(status)));
        Probe probe = over(
                watch,
                URI.create("https://service.invalid/"),
                new OkHttpClient.Builder()
                        .proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                        .build());
        TransportException error = notSent(watch, probe.fail(ONCE, mode), attempts);
        assertThat(error).hasMessageContaining("proxy").hasMessageContaining(String.valueOf(status));
        assertThat(proxy.requests()).noneMatch(request -> request.contains(Watch.CANARY));
        return "TransportException NOT_SENT, no credentials reached the proxy";
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }
}
