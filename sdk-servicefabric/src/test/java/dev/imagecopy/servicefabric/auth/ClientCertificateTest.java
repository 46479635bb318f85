package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.encryptedKeyPem;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.pkcs12;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.sha1;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.X509KeyManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which people have certificates. */
class ClientCertificateTest {
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final char[] PASSWORD = "p4ss word".toCharArray();
    private static final char[] NONE = new char[0];

    /** Written by {@code openssl pkcs12 -export -nocerts}, the password is "secret". */
    private static final String KEY_ALONE =
            "MIIBfgIBAzCCATQGCSqGSIb3DQEHAaCCASUEggEhMIIBHTCCARkGCSqGSIb3DQEHAaCCAQoEggEGMIIBAjCB/wYLKoZIhvcNAQwK"
                    + "AQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECBOWS7DMcLj9AgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFl"
                    + "AwQBKgQQGjKCoZnL2I/HLZkHjzf0cwSBkDKGjbGivR1naZkkIR/MSbX9zcnt4r5ucpR0ZIHd5emvv5QaFap4bblAYF4LPYOxKS90"
                    + "LePHbVkIZxaniNKh7+eZ48qvxVNv/8E6YBPrIf1faKWdppYms602m8eDzz00wvq06OdSUqKZjyLodpyzSDzRUTIX/6A9tQMTLNMt"
                    + "fddPC20Ssc3LgOk/CdP1MfSAlzBBMDEwDQYJYIZIAWUDBAIBBQAEIHHODt1J8YfguUpLSn2nR4N1HYnSHP/Ssy0Jx+YDPRKNBAiW"
                    + "N3DHGg+X6wICCAA=";

    @TempDir
    private Path folder;

    @Test
    void pem_whenCertificateAndKeyAreInOneFile_readsBoth() {
        Path file = write(folder, "Bag Attributes\n" + RSA.privateKeyPkcs8Pem() + "junk\n" + RSA.certificatePem());

        assertThat(ClientCertificate.pem(file).thumbprint()).isEqualTo(sha1(RSA).toUpperCase(Locale.ROOT));
        assertThat(ClientCertificate.pem(file).keyManagers()).isNotEmpty();
    }

    @Test
    void pem_withTheLabelOfOldTools_isRead() {
        String old = RSA.certificatePem().replace("CERTIFICATE", "X509 CERTIFICATE");

        assertThat(ClientCertificate.pem(write(folder, old + RSA.privateKeyPkcs8Pem())))
                .isEqualTo(ClientCertificate.pem(CertificateFiles.pem(folder, RSA)));
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
    void pkcs12_whenAKeyHasNoCertificate_saysSo() throws IOException {
        Path file = Files.write(folder.resolve("key.p12"), Base64.getDecoder().decode(KEY_ALONE));

        assertThatThrownBy(() -> ClientCertificate.pkcs12(file, "secret".toCharArray()))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("no private key with its certificate");
    }

    @Test
    void pem_whenTheKeyAsksForEndlessWork_isRefused() throws Exception {
        String pem = encryptedKeyPem(EC, PASSWORD);
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        String hex = HexFormat.of().formatHex(encoded);
        // salt, then 1000 iterations; the salt's last two octets become the room for a longer number
        String endless = hex.replace("04080102030405060708020203e8", "040601020304050602047fffffff");
        assertThat(endless).isNotEqualTo(hex);
        Path key = write(
                folder,
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(HexFormat.of().parseHex(endless))
                        + "\n-----END ENCRYPTED PRIVATE KEY-----\n");

        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.certificatePem()), key, PASSWORD))
                .isInstanceOf(CredentialsException.class)
                .hasStackTraceContaining("too many iterations");
    }

    @Test
    void pem_whenSomethingIsMissingOrDoesNotFit_saysWhat() {
        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.privateKeyPkcs8Pem())))
                .hasMessageContaining("no certificate");
        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.certificatePem())))
                .hasRootCauseMessage("there is no private key in the PEM text; it holds a certificate alone");
        assertThatThrownBy(() -> ClientCertificate.pem(
                        write(folder, EC.certificatePem()), write(folder, RSA.privateKeyPkcs8Pem()), NONE))
                .hasMessageContaining("not the one of the client certificate");
        assertThatThrownBy(() -> ClientCertificate.pem(folder.resolve("absent.pem")))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the PEM file of the client certificate does not exist")
                .hasNoCause();
        assertThatThrownBy(() -> ClientCertificate.pkcs12(Path.of("/dev/zero"), NONE))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("the PKCS#12 file of the client certificate ");
        assertThatThrownBy(() -> ClientCertificate.pem(write(
                        folder,
                        EC.certificatePem()
                                + "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n")))
                .hasStackTraceContaining("openssl pkcs8 -topk8");
    }

    @Test
    void pem_whenTheChainStandsBeforeTheCertificate_takesTheOneThatFitsTheKeyAndSendsItsIssuersInOrder()
            throws Exception {
        HeldCertificate root = new HeldCertificate.Builder()
                .commonName("root")
                .certificateAuthority(1)
                .build();
        HeldCertificate middle = new HeldCertificate.Builder()
                .commonName("intermediate")
                .certificateAuthority(0)
                .signedBy(root)
                .build();
        HeldCertificate leaf = new HeldCertificate.Builder()
                .commonName("client")
                .signedBy(middle)
                .build();
        // as Azure Key Vault writes it, and with a certificate of somebody else's
        Path file = write(
                folder,
                leaf.privateKeyPkcs8Pem()
                        + root.certificatePem()
                        + EC.certificatePem()
                        + middle.certificatePem()
                        + leaf.certificatePem());

        ClientCertificate read = ClientCertificate.pem(file);

        X509KeyManager keys = (X509KeyManager) read.keyManagers()[0];
        String alias = keys.chooseClientAlias(new String[] {"EC"}, null, null);
        assertThat(keys.getCertificateChain(alias))
                .containsExactly(leaf.certificate(), middle.certificate(), root.certificate());
    }

    @Test
    void pem_withCertificatesOfTheSameKeyOrName_takesTheLatestAndTheIssuersThatSigned() throws Exception {
        HeldCertificate other = new HeldCertificate.Builder()
                .commonName("ca")
                .certificateAuthority(0)
                .build();
        HeldCertificate issuer = new HeldCertificate.Builder()
                .commonName("ca")
                .certificateAuthority(0)
                .build();
        HeldCertificate old = new HeldCertificate.Builder()
                .commonName("client")
                .signedBy(issuer)
                .validityInterval(1_000, 2_000)
                .build();
        HeldCertificate renewed = new HeldCertificate.Builder()
                .commonName("client")
                .keyPair(old.keyPair())
                .signedBy(issuer)
                .build();
        Path file = write(
                folder,
                old.certificatePem()
                        + other.certificatePem()
                        + issuer.certificatePem()
                        + renewed.certificatePem()
                        + renewed.privateKeyPkcs8Pem());

        X509KeyManager keys = (X509KeyManager) ClientCertificate.pem(file).keyManagers()[0];

        assertThat(keys.getCertificateChain(keys.chooseClientAlias(new String[] {"EC"}, null, null)))
                .containsExactly(renewed.certificate(), issuer.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void pem_behindAByteOrderMark_isRead(String encoding) throws Exception {
        String text = "\ufeffBag Attributes: für alle\n" + EC.certificatePem() + EC.privateKeyPkcs8Pem();
        Path file = Files.write(folder.resolve("encoded.pem"), text.getBytes(encoding));

        assertThat(ClientCertificate.pem(file).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\r\n", "\n\n", "\\n", "\\r\\n"})
    void pem_whenLinesEndInAnythingBlank_isRead(String lineEnd) {
        String text = (EC.certificatePem() + EC.privateKeyPkcs8Pem()).replace("\n", lineEnd);

        assertThat(ClientCertificate.pem(write(folder, text)).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @Test
    void toString_showsNoKey() {
        assertThat(ClientCertificate.pem(CertificateFiles.pem(folder, EC)).toString())
                .startsWith("ClientCertificate[" + sha1(EC).toUpperCase(Locale.ROOT))
                .hasSizeLessThan(100);
    }
}
