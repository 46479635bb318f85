package dev.imagecopy.verification.fuzz;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.servicefabric.auth.ClientCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFuzzTest {
    private static final char[] PASSWORD = "p4ss word".toCharArray();
    private static final HeldCertificate RSA =
            new HeldCertificate.Builder().rsa2048().build();
    private static final HeldCertificate EC =
            new HeldCertificate.Builder().ecdsa256().build();

    @TempDir
    private Path folder;

    @Test
    void pem_whateverItHolds_isReadOrRefused() {
        Path file = folder.resolve("client.pem");
        List<String> files = List.of(
                EC.certificatePem() + EC.privateKeyPkcs8Pem(),
                RSA.certificatePem() + RSA.privateKeyPkcs8Pem(),
                RSA.privateKeyPkcs1Pem() + RSA.certificatePem());
        String key = Base64.getMimeEncoder()
                .encodeToString(RSA.keyPair().getPrivate().getEncoded());
        Fuzzing.of(500, "Service Fabric PEM", CredentialsException.class)
                .hiding(key.substring(700, 720))
                .run(mutator -> {
                    Files.write(file, mutator.damaged(files));
                    return ClientCertificate.pem(file).keyManagers().length > 0;
                });
    }

    /** The DER is damaged below its base64 too, so that damage gets as far as the parser of keys. */
    @Test
    void pem_whateverItsKeyHolds_isReadOrRefused() throws IOException {
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), EC.certificatePem());
        Path file = folder.resolve("key.pem");
        List<byte[]> keys = List.of(
                EC.keyPair().getPrivate().getEncoded(),
                RSA.keyPair().getPrivate().getEncoded());
        List<String> labels = List.of("PRIVATE KEY", "PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        Fuzzing.of(1_000, "Service Fabric DER key", CredentialsException.class).run(mutator -> {
            String label = mutator.pick(labels);
            byte[] der = mutator.oneIn(4) ? keys.get(0) : mutator.damage(mutator.pick(keys), keys);
            Files.writeString(
                    file,
                    "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                            + label + "-----\n",
                    StandardCharsets.ISO_8859_1);
            return !ClientCertificate.pem(certificate, file, PASSWORD)
                    .thumbprint()
                    .isEmpty();
        });
    }

    @Test
    void pkcs12_whateverItHolds_isReadOrRefused() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("entry", EC.keyPair().getPrivate(), PASSWORD, new Certificate[] {EC.certificate()});
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        store.store(stored, PASSWORD);
        List<byte[]> files = List.of(stored.toByteArray());
        Path file = folder.resolve("client.p12");
        Fuzzing.of(500, "Service Fabric PKCS#12", CredentialsException.class).run(mutator -> {
            Files.write(file, mutator.oneIn(20) ? files.get(0) : mutator.damage(files.get(0), files));
            return !ClientCertificate.pkcs12(file, PASSWORD).thumbprint().isEmpty();
        });
    }
}
