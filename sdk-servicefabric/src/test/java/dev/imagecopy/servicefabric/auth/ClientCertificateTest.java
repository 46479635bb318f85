package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.encryptedKeyPem;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.pkcs12;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.sha1;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import java.util.Locale;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which people have certificates. */
class ClientCertificateTest {
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final char[] PASSWORD = "p4ss word".toCharArray();
    private static final char[] NONE = new char[0];

    @TempDir
    private Path folder;

    @Test
    void pem_whenCertificateAndKeyAreInOneFile_readsBoth() {
        Path file = write(folder, "Bag Attributes\n" + RSA.privateKeyPkcs8Pem() + "junk\n" + RSA.certificatePem());

        assertThat(ClientCertificate.pem(file).thumbprint()).isEqualTo(sha1(RSA).toUpperCase(Locale.ROOT));
        assertThat(ClientCertificate.pem(file).keyManagers()).isNotEmpty();
    }

    @Test
    void pem_whenTheKeyIsPkcs1OrEc_readsIt() {
        assertThat(ClientCertificate.pem(write(folder, RSA.certificatePem() + RSA.privateKeyPkcs1Pem())))
                .isEqualTo(ClientCertificate.pem(write(folder, RSA.certificatePem() + RSA.privateKeyPkcs8Pem())));
        assertThat(ClientCertificate.pem(CertificateFiles.pem(folder, EC)).expiresAt())
                .isEqualTo(EC.certificate().getNotAfter().toInstant());
    }

    @Test
    void pem_whenTheKeyHasAPassword_needsIt() throws Exception {
        Path certificate = write(folder, EC.certificatePem());
        Path key = write(folder, encryptedKeyPem(EC, PASSWORD));

        assertThat(ClientCertificate.pem(certificate, key, PASSWORD).thumbprint())
                .isEqualToIgnoringCase(sha1(EC));
        assertThatThrownBy(() -> ClientCertificate.pem(certificate, key, "wrong".toCharArray()))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("password is wrong")
                .hasMessageNotContaining("wrong\"");
    }

    @Test
    void pkcs12_readsTheFirstKey() throws Exception {
        Path file = pkcs12(folder, RSA, PASSWORD);

        assertThat(ClientCertificate.pkcs12(file, PASSWORD).thumbprint()).isEqualToIgnoringCase(sha1(RSA));
        assertThatThrownBy(() -> ClientCertificate.pkcs12(file, "wrong".toCharArray()))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("password is wrong");
    }

    @Test
    void pem_whenSomethingIsMissingOrDoesNotFit_saysWhat() {
        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.privateKeyPkcs8Pem())))
                .hasMessageContaining("no certificate");
        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.certificatePem())))
                .hasRootCauseMessage(
                        "there is no private key in the PEM text; a key that begins with 'Proc-Type' is to be"
                                + " converted with 'openssl pkcs8 -topk8'");
        assertThatThrownBy(() -> ClientCertificate.pem(
                        write(folder, EC.certificatePem()), write(folder, RSA.privateKeyPkcs8Pem()), NONE))
                .hasMessageContaining("not the one of the client certificate");
        assertThatThrownBy(() -> ClientCertificate.pem(folder.resolve("absent.pem")))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ClientCertificate.pem(write(
                        folder,
                        EC.certificatePem()
                                + "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n")))
                .hasStackTraceContaining("openssl pkcs8 -topk8");
    }

    @Test
    void toString_showsNoKey() {
        assertThat(ClientCertificate.pem(CertificateFiles.pem(folder, EC)).toString())
                .startsWith("ClientCertificate[" + sha1(EC).toUpperCase(Locale.ROOT))
                .hasSizeLessThan(100);
    }
}
