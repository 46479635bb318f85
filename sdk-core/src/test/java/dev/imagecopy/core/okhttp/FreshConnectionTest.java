package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that asks for a connection of its own never meets a socket that the server has already closed. */
class FreshConnectionTest extends LeakCheckedTest {

    @ParameterizedTest
    @EnumSource
    void send_whenTheServerClosesIdleConnectionsAtOnce_neverFails(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200).then(Step.hangUp())));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        for (int i = 0; i < 50; i++) {
            HttpResponse answer =
                    sending.send(transport, Requests.post(server.uri("/" + i)).onFreshConnection());
            assertThat(answer.status()).isEqualTo(200);
        }

        assertThat(server.arrivals()).isEqualTo(50);
        assertThat(server.connections()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAPooledConnectionIsIdle_leavesItAlone(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        sending.send(transport, Requests.get(server.uri("/pooled")));

        sending.send(transport, Requests.post(server.uri("/fresh")).onFreshConnection());
        sending.send(transport, Requests.get(server.uri("/pooled")));

        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAnswered_closesTheFreshConnection(Sending sending) throws InterruptedException {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200).then(Step.awaitDrop())));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        sending.send(transport, Requests.post(server.uri("/")).onFreshConnection());

        server.awaitDrop();
    }

    @Test
    void sendAsync_whenTwoFreshCallsOverlapOnHttp2_usesTwoConnections() throws Exception {
        MockWebServer server = http2Server();
        OkHttpTransport transport = closing(OkHttpTransport.using(
                borrowed(new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)))));

        List<CompletableFuture<HttpResponse>> answers = List.of("/a", "/b").stream()
                .map(path -> Requests.post(server.url(path).uri()).onFreshConnection())
                .map(request -> transport.sendAsync(request, Sending.AMPLE))
                .toList();
        for (CompletableFuture<HttpResponse> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }

        Set<Integer> connections = new HashSet<>();
        connections.add(server.takeRequest().getConnectionIndex());
        connections.add(server.takeRequest().getConnectionIndex());
        assertThat(connections).hasSize(2);
    }

    @Test
    void sendAsync_whenTwoFreshCallsOverlapOnAServerOfHttp2_usesTwoConnectionsOfHttp1() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        MockWebServer server = closing(new MockWebServer());
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        OkHttpTransport transport = closing(OkHttpTransport.create(
                Sending.AMPLE, Sending.AMPLE, new TlsSettings(trust.sslContext(), trust.trustManager(), true)));
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder().build());
        }
        server.start(InetAddress.getLoopbackAddress(), 0);

        List<CompletableFuture<HttpResponse>> answers = List.of("/a", "/b").stream()
                .map(path -> URI.create("https://localhost:" + server.getPort() + path))
                .map(target -> transport.sendAsync(Requests.post(target).onFreshConnection(), Sending.AMPLE))
                .toList();
        for (CompletableFuture<HttpResponse> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }

        RecordedRequest one = server.takeRequest();
        RecordedRequest other = server.takeRequest();
        assertThat(one.getConnectionIndex()).isNotEqualTo(other.getConnectionIndex());
        assertThat(List.of(one.getVersion(), other.getVersion())).containsOnly("HTTP/1.1");
    }

    private MockWebServer http2Server() throws IOException {
        MockWebServer server = closing(new MockWebServer());
        server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        server.enqueue(new MockResponse.Builder().build());
        server.enqueue(new MockResponse.Builder().build());
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }
}
