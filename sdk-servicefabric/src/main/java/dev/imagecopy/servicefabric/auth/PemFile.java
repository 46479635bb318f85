package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.credentials.PemText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemFile() {}

    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(PemText.plain(text)); block.find(); ) {
            if (block.group(1).equals("CERTIFICATE")) {
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(decoded(block)));
                chain.add((X509Certificate) certificate);
            }
        }
        return chain;
    }

    static PrivateKey privateKey(String text, char[] password) throws GeneralSecurityException {
        for (Matcher block = BLOCK.matcher(PemText.plain(text)); block.find(); ) {
            String type = block.group(1);
            if (type.equals("PRIVATE KEY")) {
                return fromPkcs8(decoded(block));
            }
            if (type.equals("ENCRYPTED PRIVATE KEY")) {
                return decrypted(decoded(block), password);
            }
            if (type.equals("RSA PRIVATE KEY")) {
                return fromPkcs8(der(SEQUENCE, VERSION_0, RSA_ALGORITHM, der(OCTET_STRING, decoded(block))));
            }
            if (type.equals("EC PRIVATE KEY")) {
                throw new InvalidKeyException(
                        "the key is in the SEC1 form, which is not read; 'openssl pkcs8 -topk8' converts it to PKCS#8");
            }
        }
        throw new InvalidKeyException(
                "there is no private key in the PEM text; a key that begins with 'Proc-Type' is to be"
                        + " converted with 'openssl pkcs8 -topk8'");
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

    /** One ASN.1 value: tag, length, parts. */
    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream(length + 6);
        value.write(tag);
        if (length < 0x80) {
            value.write(length);
        } else {
            int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            value.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                value.write(length >> (8 * i));
            }
        }
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        return value.toByteArray();
    }
}
