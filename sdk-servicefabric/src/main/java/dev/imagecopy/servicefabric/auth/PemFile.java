package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.credentials.KnownDocument;
import dev.imagecopy.core.credentials.PemText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/** Reads the certificates and the private key from a PEM text. Text around the blocks is ignored. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** The second label is what OpenSSL once wrote, and still reads. */
    private static final Pattern CERTIFICATE_BEGIN = Pattern.compile("-----BEGIN (X509 )?CERTIFICATE-----");

    private static final Pattern KEY_BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");

    /** The AlgorithmIdentifier of RSA, for a PKCS#8 envelope around a PKCS#1 key. */
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    /** The JDK's own limit for PKCS#12; a corrupt count could keep the caller busy for hours. */
    private static final int MOST_ITERATIONS = 5_000_000;

    private static final String NOT_READ = "the private key is neither RSA nor EC, or is damaged";

    private PemFile() {}

    /**
     * Reads all certificates.
     *
     * @throws UnfitKeyException if one of several cannot be read: without it, the chain would not be complete; the message says which one
     */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        String plain = PemText.plain(text);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        List<MatchResult> begins = CERTIFICATE_BEGIN.matcher(plain).results().toList();
        Matcher block = BLOCK.matcher(plain);
        for (MatchResult begin : begins) {
            String which = begins.size() == 1
                    ? "the certificate in the PEM file"
                    : "certificate " + (chain.size() + 1) + " of " + begins.size() + " in the PEM file";
            if (!block.region(begin.start(), plain.length()).lookingAt()) {
                int next = plain.indexOf("-----BEGIN", begin.end());
                boolean hasEnd = plain.substring(begin.end(), next < 0 ? plain.length() : next)
                        .contains(begin.group().replace("BEGIN", "END"));
                throw new UnfitKeyException(which
                        + (hasEnd ? " is damaged: its content is not base64" : " is cut off: the END line is missing"));
            }
            chain.add(certificate(factory, block, which));
        }
        return chain;
    }

    private static X509Certificate certificate(CertificateFactory factory, Matcher block, String which)
            throws UnfitKeyException {
        try {
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decoded(block)));
        } catch (CertificateException | IllegalArgumentException damaged) {
            throw new UnfitKeyException(which + " is damaged");
        }
    }

    /** What is in a text that contains no certificate, for a message; empty if it is nothing that is known. */
    static String insteadOfCertificate(String text) {
        String known = KnownDocument.name(text);
        if (!known.isEmpty()) {
            return "it holds " + known;
        }
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

    /**
     * The private keys of a text.
     *
     * @param keys those that could be read, in their order
     * @param unread why the first of the others could not be read; null if all could
     */
    record Keys(List<PrivateKey> keys, @Nullable GeneralSecurityException unread) {}

    /**
     * Reads all private keys, since a file may contain one that has been replaced.
     *
     * @throws GeneralSecurityException if there is none that can be read
     */
    static Keys privateKeys(String text, char[] password) throws GeneralSecurityException {
        String plain = PemText.plain(text);
        List<PrivateKey> keys = new ArrayList<>();
        GeneralSecurityException unread = null;
        byte[] parameters = {};
        for (Matcher block = BLOCK.matcher(plain); block.find(); ) {
            if (block.group(1).equals("EC PARAMETERS")) {
                parameters = decoded(block);
            }
            try {
                privateKey(block, parameters, password).ifPresent(keys::add);
            } catch (GeneralSecurityException e) {
                unread = unread == null ? e : unread;
            }
        }
        if (!keys.isEmpty()) {
            return new Keys(List.copyOf(keys), unread);
        }
        throw unread == null ? noKey(plain) : unread;
    }

    private static UnfitKeyException noKey(String plain) {
        for (Matcher begin = KEY_BEGIN.matcher(plain); begin.find(); ) {
            if (!plain.contains("-----END " + begin.group(1) + "-----")) {
                return new UnfitKeyException(
                        "the private key is cut off: its line END " + begin.group(1) + " is missing");
            }
        }
        if (CERTIFICATE_BEGIN.matcher(plain).find() && !plain.contains("PRIVATE KEY")) {
            return new UnfitKeyException("there is no private key in the PEM text; it holds a certificate alone");
        }
        return new UnfitKeyException(
                "there is no private key in the PEM text; a key that begins with 'Proc-Type' is to be"
                        + " converted with 'openssl pkcs8 -topk8'");
    }

    /** The private key in a block; empty if the block is another part of the file, such as a certificate. */
    private static Optional<PrivateKey> privateKey(Matcher block, byte[] parameters, char[] password)
            throws GeneralSecurityException {
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> Optional.of(unencrypted(decoded(block)));
            case "ENCRYPTED PRIVATE KEY" -> {
                if (password.length == 0) {
                    throw new UnfitKeyException("the private key is encrypted: ClientCertificate.pem(certificate,"
                            + " privateKey, password) takes it with its password");
                }
                yield Optional.of(decrypted(decoded(block), password));
            }
            case "RSA PRIVATE KEY" -> {
                byte[] key = Der.write(Der.OCTET_STRING, decoded(block));
                yield Optional.of(unencrypted(Der.write(Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, key)));
            }
            case "EC PRIVATE KEY" -> Optional.of(fromSec1(decoded(block), parameters));
            case "OPENSSH PRIVATE KEY" ->
                throw new UnfitKeyException(
                        "the private key is in the form of OpenSSH; 'ssh-keygen -p -m PKCS8' converts it to PKCS#8");
            default -> Optional.empty();
        };
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
        } catch (IOException | NoSuchAlgorithmException notRead) { // no wrong password ends here
            throw new UnfitKeyException(
                    "the private key is damaged, or encrypted in a way that this Java runtime does not"
                            + " read; 'openssl pkcs8 -topk8' encrypts it in another one");
        }
    }

    /** A key that no password protects, so that none can be wrong. */
    private static PrivateKey unencrypted(byte[] encoded) throws UnfitKeyException {
        try {
            return fromPkcs8(encoded);
        } catch (GeneralSecurityException notRead) {
            throw new UnfitKeyException(NOT_READ);
        }
    }

    private static PrivateKey fromPkcs8(byte[] encoded) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        GeneralSecurityException last = new InvalidKeyException(NOT_READ);
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
