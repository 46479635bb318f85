package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFailureTest extends LeakCheckedTest {
    private static final String HOST = "cloud.test";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @ParameterizedTest
    @EnumSource
    void send_whenTheCertificateIsGood_isAnswered(Sending sending) throws IOException {
        HeldCertificate certificate = certificate().build();

        MockWebServer server = serve(certificate);
        HttpResponse answer = sending.send(trusting(certificate), Requests.post(uri(server)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheCertificateIsExpired_isNotRetryable(Sending sending) throws IOException {
        long now = System.currentTimeMillis();
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate expired = certificate()
                .signedBy(authority)
                .validityInterval(now - TimeUnit.DAYS.toMillis(2), now - TimeUnit.DAYS.toMillis(1))
                .build();

        assertRefused(sending, trusting(authority), serve(expired), "the server's certificate is not trusted");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheCertificateIsSelfSigned_isNotRetryable(Sending sending) throws IOException {
        HeldCertificate somebodys = certificate().build();
        HeldCertificate trusted = certificate().build();

        assertRefused(sending, trusting(trusted), serve(somebodys), "the server's certificate is not trusted");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheCertificateIsOfAnotherHost_isNotRetryable(Sending sending) throws IOException {
        HeldCertificate other = new HeldCertificate.Builder()
                .addSubjectAlternativeName("other.test")
                .build();

        assertRefused(
                sending,
                trusting(other),
                serve(other),
                "the server's certificate does not belong to the host name or is not the pinned one");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheServerDoesNotSpeakTls_isNotRetryable(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.startRaw(Step.raw("HTTP/1.1 400 Bad\r\n\r\n")));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = Requests.failure(
                sending, transport, Requests.post(URI.create("https://127.0.0.1:" + server.port() + "/")));

        assertThat(failure).hasCauseInstanceOf(SSLException.class);
        assertThat(failure.reason()).isEqualTo("TLS failed: the port does not speak https, but probably plain http");
        assertThat(failure.retryable()).isFalse();
    }

    /** The alerts bad_certificate, certificate_expired, certificate_unknown, unknown_ca and certificate_required. */
    @ParameterizedTest
    @ValueSource(strings = {"2a", "2d", "2e", "30", "74"})
    void send_whenTheServerRefusesTheClientsCertificate_saysSo(String alert) {
        byte[] record = HexFormat.of().parseHex("150303000202" + alert);
        ScriptedServer server = closing(ScriptedServer.startRaw((peer, unused) -> {
            byte[] header = peer.in().readNBytes(5);
            peer.in().readNBytes(((header[3] & 0xff) << 8) + (header[4] & 0xff));
            peer.send(record);
            peer.in().readNBytes(1); // the client closes first, so that no reset overtakes the alert
            peer.close();
        }));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        for (Sending sending : Sending.values()) {
            TransportException failure = Requests.failure(
                    sending, transport, Requests.post(URI.create("https://127.0.0.1:" + server.port() + "/")));

            assertThat(failure.reason())
                    .isEqualTo("TLS failed: the server did not accept the client's certificate, or requires one");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheTrustStoreCannotBeRead_saysSoOnlyToWhoNeedsIt(Sending sending, @TempDir Path folder)
            throws IOException {
        ScriptedServer plain = closing(ScriptedServer.start(Step.answer(200)));
        Path store = Files.writeString(folder.resolve("trust"), "no key store");
        String before = System.getProperty(TRUST_STORE);
        System.setProperty(TRUST_STORE, store.toString());
        try {
            OkHttpTransport transport = closing(OkHttpTransport.create());

            assertThat(sending.send(transport, Requests.post(plain.uri("/"))).status())
                    .isEqualTo(200);
            TransportException failure = Requests.failure(
                    sending, transport, Requests.post(URI.create("https://127.0.0.1:" + plain.port() + "/")));

            assertThat(failure.reason()).isEqualTo("the system's trust store cannot be read");
            assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
            assertThat(failure.retryable()).isFalse();
            assertThat(plain.connections()).isEqualTo(1);
        } finally {
            if (before == null) {
                System.clearProperty(TRUST_STORE);
            } else {
                System.setProperty(TRUST_STORE, before);
            }
        }
    }

    private static void assertRefused(Sending sending, OkHttpTransport transport, MockWebServer server, String reason) {
        TransportException failure = Requests.failure(sending, transport, Requests.post(uri(server)));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasCauseInstanceOf(SSLException.class);
        assertThat(server.getRequestCount()).isZero();
    }

    private static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().addSubjectAlternativeName(HOST);
    }

    private MockWebServer serve(HeldCertificate certificate) throws IOException {
        MockWebServer server = closing(new MockWebServer());
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.enqueue(new MockResponse.Builder().build());
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    private OkHttpTransport trusting(HeldCertificate certificate) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .dns(host -> List.of(InetAddress.getLoopbackAddress())))));
    }

    private static URI uri(MockWebServer server) {
        return URI.create("https://" + HOST + ":" + server.getPort() + "/");
    }
}
