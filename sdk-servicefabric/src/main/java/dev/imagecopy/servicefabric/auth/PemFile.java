package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.credentials.PemText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** Reads the certificates and the private key from a PEM text. Text around the blocks is ignored. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** The AlgorithmIdentifier of RSA, for a PKCS#8 envelope around a PKCS#1 key. */
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    /** The JDK's own limit for PKCS#12; a corrupt count could keep the caller busy for hours. */
    private static final int MOST_ITERATIONS = 5_000_000;

    private PemFile() {}

    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(PemText.plain(text)); block.find(); ) {
            // the second label is what OpenSSL once wrote, and still reads
            if (block.group(1).equals("CERTIFICATE") || block.group(1).equals("X509 CERTIFICATE")) {
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(decoded(block)));
                chain.add((X509Certificate) certificate);
            }
        }
        return chain;
    }

    /** What is in a text that contains no certificate, for a message; empty if it is nothing that is known. */
    static String insteadOfCertificate(String text) {
        String plain = PemText.plain(text);
        if (plain.contains("-----BEGIN PKCS7-----")) {
            return "it holds PKCS#7, which 'openssl pkcs7 -print_certs' converts";
        }
        if (plain.contains("-----BEGIN TRUSTED CERTIFICATE-----")) {
            return "it holds a trusted certificate of OpenSSL, which 'openssl x509' converts";
        }
        if (plain.contains("CERTIFICATE REQUEST-----")) {
            return "it holds a certificate request, which an authority has to sign";
        }
        return plain.contains("PRIVATE KEY-----") ? "it holds a private key alone" : "";
    }

    static PrivateKey privateKey(String text, char[] password) throws GeneralSecurityException {
        byte[] parameters = {};
        for (Matcher block = BLOCK.matcher(PemText.plain(text)); block.find(); ) {
            String type = block.group(1);
            switch (type) {
                case "PRIVATE KEY" -> {
                    return fromPkcs8(decoded(block));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    if (password.length == 0) {
                        throw new UnfitKeyException("the private key is encrypted: ClientCertificate.pem(certificate,"
                                + " privateKey, password) takes it with its password");
                    }
                    return decrypted(decoded(block), password);
                }
                case "RSA PRIVATE KEY" -> {
                    byte[] key = Der.write(Der.OCTET_STRING, decoded(block));
                    return fromPkcs8(Der.write(Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, key));
                }
                case "EC PARAMETERS" -> parameters = decoded(block);
                case "EC PRIVATE KEY" -> {
                    return fromSec1(decoded(block), parameters);
                }
                case "OPENSSH PRIVATE KEY" ->
                    throw new UnfitKeyException(
                            "the private key is in the form of OpenSSH; 'ssh-keygen -p -m PKCS8' converts it to PKCS#8");
                default -> {
                    // another part of the file, such as a certificate
                }
            }
        }
        throw new UnfitKeyException(
                "there is no private key in the PEM text; a key that begins with 'Proc-Type' is to be"
                        + " converted with 'openssl pkcs8 -topk8'");
    }

    private static PrivateKey fromSec1(byte[] key, byte[] parameters) throws UnfitKeyException {
        try {
            return fromPkcs8(Sec1Key.inPkcs8(key, parameters));
        } catch (GeneralSecurityException damagedOrUnknownCurve) {
            throw new UnfitKeyException(
                    "the private key in the SEC1 form is damaged, or its curve is not known to this Java"
                            + " runtime; 'openssl pkcs8 -topk8' converts it to PKCS#8");
        }
    }

    private static PrivateKey decrypted(byte[] encoded, char[] password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo envelope = new EncryptedPrivateKeyInfo(encoded);
            // JDK 17 only returns PBES2 here; the parameters as text contain the full name of the scheme.
            String algorithm =
                    "1.2.840.113549.1.5.13".equals(envelope.getAlgName()) || "PBES2".equals(envelope.getAlgName())
                            ? envelope.getAlgParameters().toString()
                            : envelope.getAlgName();
            if (envelope.getAlgParameters()
                            .getParameterSpec(PBEParameterSpec.class)
                            .getIterationCount()
                    > MOST_ITERATIONS) {
                throw new InvalidKeyException("the encrypted private key asks for too many iterations");
            }
            PBEKeySpec spec = new PBEKeySpec(password);
            try {
                Key key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
                Cipher cipher = Cipher.getInstance(algorithm);
                cipher.init(Cipher.DECRYPT_MODE, key, envelope.getAlgParameters());
                return fromPkcs8(envelope.getKeySpec(cipher).getEncoded());
            } finally {
                spec.clearPassword();
            }
        } catch (IOException malformed) {
            throw new InvalidKeyException("the encrypted private key is damaged", malformed);
        }
    }

    private static PrivateKey fromPkcs8(byte[] encoded) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        GeneralSecurityException last = new InvalidKeyException("the private key is neither RSA nor EC, or is damaged");
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException another) {
                last.addSuppressed(another);
            }
        }
        throw last;
    }

    private static byte[] decoded(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }
}
