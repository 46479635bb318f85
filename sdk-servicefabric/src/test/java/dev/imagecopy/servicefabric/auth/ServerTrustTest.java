package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.sha1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates pins accept, whatever the system trusts. */
class ServerTrustTest {
    private static final HeldCertificate CA = new HeldCertificate.Builder()
            .commonName("ca")
            .certificateAuthority(0)
            .build();
    private static final HeldCertificate NO_CA =
            new HeldCertificate.Builder().commonName("no ca").build();
    private static final HeldCertificate LEAF = new HeldCertificate.Builder()
            .commonName("cluster, east+1")
            .addSubjectAlternativeName("alt.test")
            .signedBy(CA)
            .build();
    private static final HeldCertificate FOREIGN =
            new HeldCertificate.Builder().commonName("cluster, east+1").build();

    @Test
    void pins_whenTheSystemTrustsTheCertificate_areEnforcedAllTheSame() {
        ServerTrust pinned = ServerTrust.thumbprints(sha1(FOREIGN));

        assertThatThrownBy(() -> check(pinned, LEAF, CA))
                .isInstanceOf(CertificateException.class)
                .hasMessage("the server's certificate is none of the pinned ones");
    }

    @Tag("FAULT-100")
    @ParameterizedTest
    @CsvSource({
        "clientAuth, false",
        "codeSigning, false",
        "serverAuth, true",
        "'clientAuth,serverAuth', true",
        "anyExtendedKeyUsage, true"
    })
    void pins_whenTheCertificateNamesItsPurposes_acceptServersOnly(
            String purposes, boolean accepted, @TempDir Path folder) throws Exception {
        X509Certificate certificate = CertificateFiles.withPurposes(folder, purposes);
        X509TrustManager pinned =
                ServerTrust.thumbprints(Thumbprints.sha1(certificate)).pinnedOver(new TrustsEverybody());

        if (accepted) {
            assertThatCode(() -> pinned.checkServerTrusted(new X509Certificate[] {certificate}, "ECDHE_ECDSA"))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> pinned.checkServerTrusted(new X509Certificate[] {certificate}, "ECDHE_ECDSA"))
                    .isInstanceOf(CertificateException.class)
                    .hasMessage("the server's certificate is not meant for servers");
        }
    }

    @Test
    void names_matchCommonNamesAndDnsNamesWithoutCase() {
        for (String name : List.of("CLUSTER, east+1", "ALT.test")) {
            assertThatCode(() -> check(ServerTrust.commonName(name), LEAF, CA)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> check(ServerTrust.commonName("cluster"), LEAF, CA))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void issuers_mustHaveSigned() {
        ServerTrust trust = ServerTrust.commonName("cluster, east+1", sha1(CA));

        assertThatCode(() -> check(trust, LEAF, CA)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(trust, LEAF)).isInstanceOf(CertificateException.class);
        HeldCertificate other = new HeldCertificate.Builder()
                .commonName("cluster, east+1")
                .signedBy(new HeldCertificate.Builder()
                        .commonName("ca")
                        .certificateAuthority(0)
                        .build())
                .build();
        assertThatThrownBy(() -> check(trust, other, CA))
                .isInstanceOf(CertificateException.class)
                .hasMessage("the pinned issuer has not signed the server's certificate");
        assertThatCode(() -> check(ServerTrust.commonName("cluster, east+1", sha1(FOREIGN)), FOREIGN))
                .doesNotThrowAnyException();
        HeldCertificate signedByNoCa = new HeldCertificate.Builder()
                .commonName("cluster, east+1")
                .signedBy(NO_CA)
                .build();
        assertThatThrownBy(() -> check(ServerTrust.commonName("cluster, east+1", sha1(NO_CA)), signedByNoCa, NO_CA))
                .hasMessage("the pinned issuer is not a certificate authority");
    }

    @Test
    void or_acceptsWhatEitherAccepts() {
        ServerTrust both = ServerTrust.thumbprints(sha1(FOREIGN)).or(ServerTrust.commonName("alt.test", sha1(CA)));

        assertThatCode(() -> check(both, FOREIGN)).doesNotThrowAnyException();
        assertThatCode(() -> check(both, LEAF, CA)).doesNotThrowAnyException();
        assertThat(both.isPinned()).isTrue();
        assertThat(ServerTrust.system().isPinned()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xyz", "00", "0000000000000000000000000000000000000000 00"})
    void thumbprints_whenTheyAreNone_areRefused(String text) {
        assertThatThrownBy(() -> ServerTrust.thumbprints(text)).hasMessageContaining("40 (SHA-1) or 64 (SHA-256)");
    }

    @Test
    void thumbprints_asPeopleCopyThem_areRead() {
        StringBuilder spaced = new StringBuilder("\u200e");
        for (int i = 0; i < 40; i += 2) {
            spaced.append(sha1(LEAF), i, i + 2).append(i % 4 == 0 ? " " : ":");
        }
        String copied = spaced.substring(0, spaced.length() - 1);

        assertThat(ServerTrust.thumbprints(copied)).isEqualTo(ServerTrust.thumbprints(sha1(LEAF)));
    }

    @Test
    void commonNames_areReadWithTheirEscapes() {
        assertThat(SubjectNames.commonNames("CN=a\\,CN\\=b,O=x+CN=second\\+,OU=CN\\=no"))
                .containsExactly("a,CN=b", "second+");
        assertThat(SubjectNames.commonNames("CN=K\\C3\\A4se")).containsExactly("Käse");
        assertThat(SubjectNames.commonNames("")).isEmpty();
    }

    private static void check(ServerTrust trust, HeldCertificate... chain) throws CertificateException {
        X509Certificate[] certificates =
                Arrays.stream(chain).map(HeldCertificate::certificate).toArray(X509Certificate[]::new);
        trust.pinnedOver(new TrustsEverybody()).checkServerTrusted(certificates, "ECDHE_ECDSA");
    }

    /** A system that would accept any certificate. */
    private static final class TrustsEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
