package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys and trust of the caller's own, against a server that asks for a client certificate. */
class TlsSettingsTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final HeldCertificate CLIENT =
            new HeldCertificate.Builder().commonName("client").build();
    private static final HeldCertificate SERVER =
            new HeldCertificate.Builder().commonName("not the host").build();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(SERVER)
                .addTrustedCertificate(CLIENT.certificate())
                .build()
                .sslSocketFactory());
        server.requestClientAuth();
        server.start();
        server.enqueue(new MockResponse.Builder().build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void send_withKeysAndATrustThatIgnoresNames_showsTheCertificate() throws Exception {
        try (OkHttpTransport transport = OkHttpTransport.create(BOUND, BOUND, settings(false))) {
            assertThat(transport.send(request(), BOUND).status()).isEqualTo(200);
        }

        assertThat(server.takeRequest().getHandshake().peerPrincipal()).hasToString("CN=client");
    }

    @Test
    void send_whenNamesAreChecked_refusesACertificateForAnotherHost() {
        try (OkHttpTransport transport = OkHttpTransport.create(BOUND, BOUND, settings(true))) {
            TransportException error =
                    catchThrowableOfType(TransportException.class, () -> transport.send(request(), BOUND));

            assertThat(error.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
            assertThat(error.retryable()).isFalse();
        }
    }

    private HttpRequest request() {
        return HttpRequest.of("GET", URI.create("https://localhost:" + server.getPort() + "/"), HttpHeaders.empty());
    }

    private static TlsSettings settings(boolean hostNameChecked) {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(CLIENT)
                .addTrustedCertificate(SERVER.certificate())
                .build();
        return new TlsSettings(certificates.sslContext(), certificates.trustManager(), hostNameChecked);
    }
}
