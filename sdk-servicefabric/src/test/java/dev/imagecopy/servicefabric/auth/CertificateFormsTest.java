package dev.imagecopy.servicefabric.auth;

import static dev.imagecopy.servicefabric.auth.CertificateFiles.encryptedKeyPem;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.pkcs12;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.sha1;
import static dev.imagecopy.servicefabric.auth.CertificateFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of one form given to the method for another, as tools and vaults write them. */
class CertificateFormsTest {
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final char[] PASSWORD = "p4ss word".toCharArray();
    private static final char[] NONE = new char[0];

    /** The object identifier of the curve prime256v1. */
    private static final String CURVE = "06082a8648ce3d030107";

    @TempDir
    private Path folder;

    @Test
    void pkcs12_inBase64AsAVaultWritesIt_isRead() throws Exception {
        byte[] file = Files.readAllBytes(pkcs12(folder, RSA, PASSWORD));
        for (String text : new String[] {
            Base64.getEncoder().encodeToString(file),
            Base64.getMimeEncoder().encodeToString(file) + "\r\n",
            "\"" + Base64.getEncoder().encodeToString(file) + "\"\n",
            "\ufeff" + Base64.getUrlEncoder().encodeToString(file)
        }) {
            assertThat(ClientCertificate.pkcs12(write(folder, text), PASSWORD).thumbprint())
                    .isEqualToIgnoringCase(sha1(RSA));
        }
    }

    @Test
    void pkcs12_withoutAPassword_isReadWithNullAndWithAnEmptyOne() throws Exception {
        Path file = pkcs12(folder, RSA, NONE);

        assertThat(ClientCertificate.pkcs12(file, null).thumbprint()).isEqualToIgnoringCase(sha1(RSA));
        assertThat(ClientCertificate.pkcs12(file, NONE).thumbprint()).isEqualToIgnoringCase(sha1(RSA));
    }

    @Test
    void pkcs12_whosePasswordWasNotGiven_saysSo() throws Exception {
        Path file = pkcs12(folder, RSA, PASSWORD);

        isRefused(() -> ClientCertificate.pkcs12(file, null), "has a password, but none was given");
        isRefused(() -> ClientCertificate.pkcs12(file, NONE), "has a password, but none was given");
        isRefused(() -> ClientCertificate.pkcs12(file, "x".toCharArray()), "its password is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bag Attributes\n  localKeyID: 01\n", "# of the gateway\n\n", "\n\n", "\ufeff"})
    void pem_afterOtherLines_isReadAlsoInBase64(String before) {
        String text = before + RSA.certificatePem() + "Key Attributes: <No Attributes>\n" + RSA.privateKeyPkcs8Pem();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (String file : new String[] {
            text,
            Base64.getEncoder().encodeToString(bytes),
            Base64.getMimeEncoder().encodeToString(bytes),
            Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes))
        }) {
            assertThat(ClientCertificate.pem(write(folder, file)).thumbprint()).isEqualToIgnoringCase(sha1(RSA));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PFX, holds a PKCS#12 file: ClientCertificate.pkcs12 reads it",
        "PFX in base64, holds a PKCS#12 file in base64: ClientCertificate.pkcs12 reads it",
        "certificate, 'holds a certificate in DER, without a key: ''openssl x509 -inform der'''",
        "certificate in base64, 'holds a certificate in DER, without a key in base64: '",
        "key, 'holds a private key in DER: ''openssl pkey -inform der'''",
        "encrypted key, 'holds an encrypted private key in DER: ''openssl pkcs8 -inform der'''",
        "JSON, holds JSON: "
    })
    void pem_ofAnotherForm_namesTheFormAndWhatTakesIt(String form, String reason) throws Exception {
        Path file = Files.write(folder.resolve("file"), content(form));
        Path certificate = write(folder, EC.certificatePem());

        isRefused(() -> ClientCertificate.pem(file), reason);
        isRefused(() -> ClientCertificate.pem(certificate, file, NONE), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "PEM, holds PEM: ClientCertificate.pem reads it",
        "PEM in base64, holds PEM: ClientCertificate.pem reads it",
        "certificate, 'holds a certificate in DER, without a key'",
        "key, holds a private key in DER",
        "JSON, holds JSON: "
    })
    void pkcs12_ofAnotherForm_namesTheFormAndWhatTakesIt(String form, String reason) throws Exception {
        Path file = Files.write(folder.resolve("file"), content(form));

        isRefused(() -> ClientCertificate.pkcs12(file, PASSWORD), reason);
    }

    @Test
    void pem_whoseKeyIsEncrypted_namesTheMethodThatTakesThePassword() throws Exception {
        Path both = write(folder, EC.certificatePem() + encryptedKeyPem(EC, PASSWORD));
        String reason = "the private key is encrypted: ClientCertificate.pem(certificate, privateKey, password)";

        isRefused(() -> ClientCertificate.pem(both), reason);
        isRefused(() -> ClientCertificate.pem(both, both, null), reason);
        assertThat(ClientCertificate.pem(both, both, PASSWORD).thumbprint()).isEqualToIgnoringCase(sha1(EC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with its curve", "after its curve"})
    void pem_whoseKeyIsSec1_isRead(String order) {
        String key = "020101" + "0420" + secret() + (order.startsWith("with") ? "a00a" + CURVE : "");
        String block = block("EC PRIVATE KEY", HexFormat.of().parseHex("30" + length(key) + key));
        String curve = block("EC PARAMETERS", HexFormat.of().parseHex(CURVE));

        assertThat(ClientCertificate.pem(write(folder, curve + block + EC.certificatePem()))
                        .thumbprint())
                .isEqualToIgnoringCase(sha1(EC));
    }

    @ParameterizedTest
    @CsvSource({
        "EC PRIVATE KEY, 'in the SEC1 form is damaged, or its curve is not known to this Java runtime; ''openssl pkcs8'",
        "OPENSSH PRIVATE KEY, in the form of OpenSSH; 'ssh-keygen -p -m PKCS8' converts it",
        "DSA PRIVATE KEY, there is no private key in the PEM text"
    })
    void pem_whoseKeyIsOfAnotherForm_namesTheCommandThatConvertsIt(String type, String reason) {
        Path file = write(folder, EC.certificatePem() + block(type, new byte[] {0x30, 3, 2, 1, 1}));

        isRefused(() -> ClientCertificate.pem(file), reason);
    }

    @Test
    void pem_whoseKeyIsEncryptedInTheOldForm_namesTheCommandThatConvertsIt() {
        Path file = write(
                folder,
                EC.certificatePem()
                        + "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
                        + "AAAA\n-----END RSA PRIVATE KEY-----\n");

        isRefused(() -> ClientCertificate.pem(file), "'Proc-Type' is to be converted with 'openssl pkcs8 -topk8'");
    }

    @ParameterizedTest
    @CsvSource({
        "PKCS7, 'it holds PKCS#7, which ''openssl pkcs7 -print_certs'' converts'",
        "CERTIFICATE REQUEST, 'it holds a certificate request'",
        "TRUSTED CERTIFICATE, 'it holds a trusted certificate of OpenSSL'",
        "PRIVATE KEY, it holds a private key alone"
    })
    void pem_withoutACertificate_saysWhatItHoldsInstead(String type, String reason) {
        Path file = write(folder, block(type, new byte[] {0x30, 3, 2, 1, 1}));

        isRefused(() -> ClientCertificate.pem(file), "there is no certificate in the PEM file; " + reason);
    }

    private byte[] content(String form) throws Exception {
        return switch (form) {
            case "PFX" -> Files.readAllBytes(pkcs12(folder, EC, PASSWORD));
            case "certificate" -> EC.certificate().getEncoded();
            case "key" -> RSA.keyPair().getPrivate().getEncoded();
            case "encrypted key" ->
                Base64.getMimeDecoder().decode(encryptedKeyPem(EC, PASSWORD).replaceAll("-----.*-----", ""));
            case "PEM" -> (RSA.certificatePem() + RSA.privateKeyPkcs8Pem()).getBytes(StandardCharsets.UTF_8);
            case "JSON" ->
                "{\"contentType\":\"application/x-pkcs12\",\"value\":\"MII\"}".getBytes(StandardCharsets.UTF_8);
            default -> Base64.getEncoder().encode(content(form.replace(" in base64", "")));
        };
    }

    private static void isRefused(ThrowingCallable work, String reason) {
        assertThatThrownBy(work).isInstanceOf(CredentialsException.class).hasMessageContaining(reason);
    }

    private static String secret() {
        String hex = ((ECPrivateKey) EC.keyPair().getPrivate()).getS().toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static String length(String hex) {
        return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }
}
