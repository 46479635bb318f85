package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.servicefabric.TlsGateway.Kind;
import dev.imagecopy.servicefabric.auth.CertificateFiles;
import dev.imagecopy.servicefabric.auth.ClientCertificate;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates and pins against real TLS servers; all certificates are made here. */
class MutualTlsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final CopyImageStoreContentRequest REQUEST = TestClients.copy("App\\v1", "App\\v2");
    private static final HeldCertificate CA = new HeldCertificate.Builder()
            .commonName("cluster ca")
            .certificateAuthority(0)
            .build();
    private static final HeldCertificate SERVER = new HeldCertificate.Builder()
            .commonName("cluster.test")
            .signedBy(CA)
            .build();
    private static final HeldCertificate OTHER_SERVER =
            new HeldCertificate.Builder().commonName("cluster.test").build();
    private static final HeldCertificate CLIENT =
            new HeldCertificate.Builder().commonName("admin").build();
    private static final HeldCertificate NEW_CLIENT =
            new HeldCertificate.Builder().commonName("admin 2").build();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void copy_withCertificateAndThumbprint_succeeds(Kind kind) throws Exception {
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(), CLIENT)) {
            assertThat(copy(gateway, ServerTrust.thumbprints(CertificateFiles.sha1(SERVER))))
                    .isNotNull();
            assertThat(copy(gateway, ServerTrust.thumbprints(CertificateFiles.sha256(SERVER))))
                    .isNotNull();
            assertThat(copy(gateway, ServerTrust.thumbprints("00".repeat(20), CertificateFiles.sha1(SERVER))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_withNameAndIssuer_succeeds(Kind kind) throws Exception {
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(CA), CLIENT)) {
            assertThat(copy(gateway, ServerTrust.commonName("CLUSTER.test", CertificateFiles.sha1(CA))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenThePinIsAnothers_isNeverSent(Kind kind) {
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(CA), CLIENT)) {
            for (ServerTrust wrong : List.of(
                    ServerTrust.thumbprints(CertificateFiles.sha1(OTHER_SERVER)),
                    ServerTrust.commonName("other.test", CertificateFiles.sha1(CA)),
                    ServerTrust.commonName("cluster.test", CertificateFiles.sha1(OTHER_SERVER)),
                    ServerTrust.commonName("cluster.test"),
                    ServerTrust.system())) {
                TransportException error = catchThrowableOfType(TransportException.class, () -> copy(gateway, wrong));

                assertThat(error.sendPhase()).as("%s", wrong).isEqualTo(SendPhase.NOT_SENT);
                assertThat(error).hasMessageContaining("certificate is not trusted");
                assertThat(error.attempts()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenThePinnedCertificateHasExpired_isNeverSent(Kind kind) {
        HeldCertificate expired = new HeldCertificate.Builder()
                .commonName("cluster.test")
                .validityInterval(0, TimeUnit.DAYS.toMillis(365))
                .build();
        try (TlsGateway gateway = TlsGateway.start(kind, expired, List.of(), CLIENT)) {
            assertThatThrownBy(() -> copy(gateway, ServerTrust.thumbprints(CertificateFiles.sha1(expired))))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("certificate is not trusted");
        }
    }

    @Tag("SF-26")
    @ParameterizedTest
    @EnumSource
    void copy_whenTheCertificateIsNotAccepted_saysThatThe403HasNoBody(Kind kind) {
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(), CLIENT)) {
            gateway.nowOnly(NEW_CLIENT);

            assertThatThrownBy(() -> copy(gateway, ServerTrust.thumbprints(CertificateFiles.sha1(SERVER))))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("sent no body")
                    .hasMessageContaining("client certificate");
        }
    }

    @Tag("SF-26")
    @ParameterizedTest
    @EnumSource
    void copy_whenTheClientsCertificateIsRenewed_goesOnOverNewConnections(Kind kind) throws Exception {
        ServerTrust trust = ServerTrust.thumbprints(CertificateFiles.sha1(SERVER));
        AtomicInteger asked = new AtomicInteger();
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(), CLIENT, NEW_CLIENT);
                ServiceFabricClient client = client(
                        gateway, ServiceFabricCredentials.supplied(() -> ServiceFabricCredentials.clientCertificate(
                                        certificate(asked.incrementAndGet() == 1 ? CLIENT : NEW_CLIENT))
                                .trusting(trust)))) {
            client.copyImage(REQUEST).await(BOUND);
            gateway.nowOnly(NEW_CLIENT);

            CopiedContent copied = client.copyImage(REQUEST).await(BOUND);

            assertThat(copied.destination()).isEqualTo("App\\v2");
            assertThat(asked).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenTheServersCertificateIsRenewed_asksForNewPinsOnce(Kind kind) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(), CLIENT);
                ServiceFabricClient client = client(
                        gateway, ServiceFabricCredentials.supplied(() -> ServiceFabricCredentials.clientCertificate(
                                        certificate(CLIENT))
                                .trusting(ServerTrust.thumbprints(CertificateFiles.sha1(
                                        asked.incrementAndGet() == 1 ? OTHER_SERVER : SERVER)))))) {

            assertThat(client.copyImage(REQUEST).await(BOUND).destination()).isEqualTo("App\\v2");
            assertThat(asked).hasValue(2);
        }
    }

    @Tag("SF-26")
    @ParameterizedTest
    @EnumSource
    void whenManyHandshakesFailTogether_newPinsAreAskedForOnce(Kind kind) {
        AtomicInteger asked = new AtomicInteger();
        try (TlsGateway gateway = TlsGateway.start(kind, SERVER, List.of(), CLIENT);
                ServiceFabricClient client = client(
                        gateway, ServiceFabricCredentials.supplied(() -> ServiceFabricCredentials.clientCertificate(
                                        certificate(CLIENT))
                                .trusting(ServerTrust.thumbprints(CertificateFiles.sha1(
                                        asked.incrementAndGet() == 1 ? OTHER_SERVER : SERVER)))))) {
            TestClients.together(
                    12, () -> assertThat(client.copyImage(REQUEST).await(BOUND)).isNotNull());

            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void copy_whenNewPinsDoNotHelp_endsAfterOneRenewalAndTriesAgainNextTime() {
        AtomicInteger asked = new AtomicInteger();
        try (TlsGateway gateway = TlsGateway.start(Kind.MOCK_WEB_SERVER, SERVER, List.of(), CLIENT);
                ServiceFabricClient client = client(gateway, ServiceFabricCredentials.supplied(() -> {
                    asked.incrementAndGet();
                    return ServiceFabricCredentials.none()
                            .trusting(ServerTrust.thumbprints(CertificateFiles.sha1(OTHER_SERVER)));
                }))) {
            assertThatThrownBy(() -> client.copyImage(REQUEST)).isInstanceOf(TransportException.class);
            assertThat(asked).hasValue(2);
            assertThatThrownBy(() -> client.copyImage(REQUEST)).isInstanceOf(TransportException.class);
            assertThat(asked).hasValue(4);
        }
    }

    @Test
    void aadMetadata_isAskedOverAPinnedConnection() {
        try (TlsGateway gateway = TlsGateway.start(Kind.JDK_HTTPS_SERVER, SERVER, List.of());
                ServiceFabricClient client = ServiceFabricClient.builder()
                        .endpoint(gateway.endpoint())
                        .serverTrust(ServerTrust.thumbprints(CertificateFiles.sha1(OTHER_SERVER)))
                        .build()) {
            assertThatThrownBy(client::aadMetadata)
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("not trusted");
        }
    }

    @Test
    void copy_whenTheFirstGatewayIsDown_goesToTheNextAndStaysThere() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        try (TlsGateway gateway = TlsGateway.start(Kind.MOCK_WEB_SERVER, SERVER, List.of(), CLIENT);
                ServiceFabricClient client = ServiceFabricClient.builder()
                        .endpoint(URI.create("https://localhost:" + closedPort))
                        .furtherEndpoints(gateway.endpoint())
                        .credentials(ServiceFabricCredentials.clientCertificate(certificate(CLIENT)))
                        .serverTrust(ServerTrust.thumbprints(CertificateFiles.sha1(SERVER)))
                        .pollPolicy(TestClients.fast())
                        .build()) {
            assertThat(client.copyImage(REQUEST).await(BOUND).destination()).isEqualTo("App\\v2");
        }
    }

    @Test
    void build_whenACertificateWouldTravelWithoutTls_isRefused() {
        assertThatThrownBy(() -> ServiceFabricClient.builder()
                        .endpoint(URI.create("http://localhost:19080"))
                        .credentials(ServiceFabricCredentials.clientCertificate(certificate(CLIENT)))
                        .serverTrust(ServerTrust.thumbprints(CertificateFiles.sha1(SERVER)))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials with a certificate or pins need endpoints with https")
                .hasMessageContaining("serverTrust needs endpoints with https");
    }

    private CopiedContent copy(TlsGateway gateway, ServerTrust trust) throws Exception {
        try (ServiceFabricClient client = ServiceFabricClient.builder()
                .endpoint(gateway.endpoint())
                .credentials(ServiceFabricCredentials.clientCertificate(certificate(CLIENT))
                        .trusting(trust))
                .pollPolicy(TestClients.fast())
                .build()) {
            return client.copyImage(REQUEST).await(BOUND);
        }
    }

    private static ServiceFabricClient client(
            TlsGateway gateway, CredentialsProvider<ServiceFabricCredentials> credentials) {
        return ServiceFabricClient.builder()
                .endpoint(gateway.endpoint())
                .credentials(credentials)
                .pollPolicy(TestClients.fast())
                .build();
    }

    private ClientCertificate certificate(HeldCertificate held) {
        return ClientCertificate.pem(CertificateFiles.pem(folder, held));
    }
}
