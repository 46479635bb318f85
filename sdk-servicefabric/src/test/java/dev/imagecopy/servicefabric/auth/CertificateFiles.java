package dev.imagecopy.servicefabric.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import okhttp3.tls.HeldCertificate;

/** Certificates as files and fingerprints, made at test time. */
public final class CertificateFiles {
    private CertificateFiles() {}

    public static String sha1(HeldCertificate held) {
        return digest("SHA-1", held);
    }

    public static String sha256(HeldCertificate held) {
        return digest("SHA-256", held);
    }

    /** Certificate and key without a password in one file. */
    public static Path pem(Path folder, HeldCertificate held) {
        return write(folder, held.certificatePem() + held.privateKeyPkcs8Pem());
    }

    static Path write(Path folder, String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "certificate", ".pem"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encryptedKeyPem(HeldCertificate held, char[] password) throws GeneralSecurityException, IOException {
        String scheme = "PBEWithHmacSHA256AndAES_256";
        SecretKey key = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                new PBEParameterSpec(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 1000, new IvParameterSpec(new byte[16])));
        byte[] encrypted = cipher.doFinal(held.keyPair().getPrivate().getEncoded());
        byte[] pbes2 = HexFormat.of().parseHex("06092a864886f70d01050d");
        byte[] algorithm = der(0x30, pbes2, cipher.getParameters().getEncoded());
        byte[] encoded = der(0x30, algorithm, der(0x04, encrypted));
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (length > 0xff) {
            value.write(0x82);
            value.write(length >> 8);
        } else if (length > 0x7f) {
            value.write(0x81);
        }
        value.write(length);
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    static Path pkcs12(Path folder, HeldCertificate held, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("entry", held.keyPair().getPrivate(), password, new Certificate[] {held.certificate()});
        Path file = Files.createTempFile(folder, "certificate", ".pfx");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    /** A self-signed certificate for certain purposes only, made by the JDK's own tool: the test library knows none. */
    static X509Certificate withPurposes(Path folder, String purposes) throws Exception {
        Path store = folder.resolve("purposes.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        "entry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=cluster",
                        "-validity",
                        "30",
                        "-ext",
                        "EKU=" + purposes,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore entries = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        return (X509Certificate) entries.getCertificate("entry");
    }

    private static String digest(String algorithm, HeldCertificate held) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm)
                            .digest(held.certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
