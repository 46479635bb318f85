package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.encryptedKeyPem;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.sha1;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and tokens that were cut off, joined or copied with what stood around them. */
class BrokenSecretsTest {
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final char[] PASSWORD = "p4ss word".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void pem_whoseKeyIsCutOff_saysSo() {
        Map<String, String> keys = Map.of(
                "PRIVATE KEY", EC.privateKeyPkcs8Pem(),
                "RSA PRIVATE KEY", RSA.privateKeyPkcs1Pem(),
                "ENCRYPTED PRIVATE KEY", EC.privateKeyPkcs8Pem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
        keys.forEach((type, key) -> {
            String cut = key.substring(0, key.indexOf("-----END"));
            for (String text : new String[] {EC.certificatePem() + cut, cut + EC.certificatePem()}) {
                assertThatThrownBy(() -> ClientCertificate.pem(write(folder, text)))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining("the private key is cut off: its line END " + type + " is missing");
            }
        });
    }

    @Test
    void pem_whoseCertificateIsCutOff_saysSo() {
        String cut = EC.certificatePem().substring(0, EC.certificatePem().indexOf("-----END"));

        assertThatThrownBy(() -> ClientCertificate.pem(write(folder, EC.privateKeyPkcs8Pem() + cut)))
                .hasMessageContaining("the certificate in the PEM file is cut off: the END line is missing");
    }

    @Test
    void pem_withADamagedCertificateAmongOthers_saysWhichOneItIs() {
        String good = RSA.certificatePem();
        String bad = EC.certificatePem();
        int middle = bad.length() / 2;
        Map<String, String> damaged = Map.of(
                bad.substring(0, bad.indexOf("-----END")),
                " is cut off: the END line is missing",
                bad.substring(0, middle) + "!" + bad.substring(middle),
                " is damaged: its content is not base64",
                bad.substring(0, bad.indexOf('\n') + 1) + bad.substring(bad.indexOf('\n', bad.indexOf('\n') + 1) + 1),
                " is damaged",
                bad.substring(0, bad.indexOf("-----END") - 12) + "\n-----END CERTIFICATE-----\n",
                " is damaged");
        damaged.forEach((block, flaw) -> {
            String key = RSA.privateKeyPkcs8Pem();
            for (Map.Entry<String, Integer> file : Map.of(
                            key + block + good, 1, good + block + key, 2, good + key + block, 2)
                    .entrySet()) {
                assertThatThrownBy(() -> ClientCertificate.pem(write(folder, file.getKey())))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessage("certificate " + file.getValue() + " of 2 in the PEM file" + flaw);
            }
        });
    }

    @Test
    void pem_withCharactersThatCannotBeSeen_isReadWithoutThem() {
        String text = (EC.certificatePem() + EC.privateKeyPkcs8Pem())
                .replace("BEGIN CERTIFICATE", "BEGIN\u00a0CERTIFICATE")
                .replace("\n", "\u200b\n");

        assertThat(ClientCertificate.pem(write(folder, text)).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            apiVersion: v1#kind: Secret#data:#  tls.crt: canary | holds a Kubernetes Secret manifest: write the decoded value of its entry into a file of its own
            {"apiVersion": "v1", "kind": "Secret", "data": {"tls.crt": "canary"}} | holds a Kubernetes Secret manifest: write the decoded value of its entry into a file of its own
            {"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----canary"} | holds the key of a service account of Google Cloud: a client certificate is needed
            {"appId": "canary", "password": "canary", "tenant": "canary"} | holds a service principal of Azure: a client certificate is needed
            """)
    void file_ofAnotherTool_isNamed(String content, String flaw) {
        Path file = write(folder, content.replace('#', '\n'));

        assertThatThrownBy(() -> ClientCertificate.pem(file))
                .hasMessage("the PEM file of the client certificate " + flaw);
        assertThatThrownBy(() -> ClientCertificate.pkcs12(file, PASSWORD))
                .hasMessage("the PKCS#12 file of the client certificate " + flaw);
    }

    @Test
    void pem_inAManifestAsItIs_isRead() {
        String text = (EC.certificatePem() + EC.privateKeyPkcs8Pem()).replaceAll("(?m)^", "    ");
        Path file = write(folder, "apiVersion: v1\nkind: Secret\nstringData:\n  tls.pem: |\n" + text);

        assertThat(ClientCertificate.pem(file).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @Test
    void pem_withTwoKeys_takesTheOneOfTheCertificate() {
        for (String keys : new String[] {
            EC.privateKeyPkcs8Pem() + RSA.privateKeyPkcs8Pem(),
            RSA.privateKeyPkcs8Pem() + EC.privateKeyPkcs8Pem(),
            RSA.privateKeyPkcs1Pem() + EC.privateKeyPkcs8Pem()
        }) {
            assertThat(ClientCertificate.pem(write(folder, keys + EC.certificatePem()))
                            .thumbprint())
                    .isEqualToIgnoringCase(sha1(EC));
            assertThat(ClientCertificate.pem(write(folder, RSA.certificatePem() + keys))
                            .thumbprint())
                    .isEqualToIgnoringCase(sha1(RSA));
        }
    }

    @Test
    void pem_withAKeyThatIsEncryptedAndAnother_takesTheOneOfTheCertificate() throws Exception {
        String keys = encryptedKeyPem(EC, PASSWORD) + RSA.privateKeyPkcs8Pem();

        Path ofRsa = write(folder, keys + RSA.certificatePem());
        assertThat(ClientCertificate.pem(ofRsa).thumbprint()).isEqualToIgnoringCase(sha1(RSA));
        Path ofEc = write(folder, keys + EC.certificatePem());
        assertThatThrownBy(() -> ClientCertificate.pem(ofEc)).hasMessageContaining("the private key is encrypted");
        assertThat(ClientCertificate.pem(ofEc, ofEc, PASSWORD).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a canary", "\"canary\"", "'canary'", "canary ", " canary", "\"canary", "can\u00e4ry"})
    void bearer_withABlankOrQuotes_isRefused(String token) {
        assertThatThrownBy(() -> ServiceFabricCredentials.bearer(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ServiceFabricCredentials: token")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a canary", "\"canary\"", "'canary'", "can\u00e4ry"})
    void suppliedToken_withABlankOrQuotes_isRefused(String token) {
        assertThatThrownBy(() -> ServiceFabricCredentials.bearer(() -> token).resolve())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(
                        "the token supplier returned a text with blanks, quotes or other characters that are in no"
                                + " token")
                .hasMessageNotContaining("canary");
    }
}
