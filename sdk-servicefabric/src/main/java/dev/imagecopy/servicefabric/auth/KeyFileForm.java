package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.credentials.KnownDocument;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.SettingFile;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The form of a file with certificates or keys, by its first bytes. Their names do not tell it: {@code .cer} and {@code .key} are
 * either PEM or DER, and Azure Key Vault's tools write a PKCS#12 file as base64.
 */
enum KeyFileForm {
    PEM("PEM", "ClientCertificate.pem reads it"),
    PKCS12("a PKCS#12 file", "ClientCertificate.pkcs12 reads it"),
    JAVA_KEY_STORE(
            "a Java key store",
            "'keytool -importkeystore -deststoretype pkcs12' converts it for ClientCertificate.pkcs12"),
    CERTIFICATE(
            "a certificate in DER, without a key", "'openssl x509 -inform der' converts it for ClientCertificate.pem"),
    KEY("a private key in DER", "'openssl pkey -inform der' converts it for ClientCertificate.pem"),
    ENCRYPTED_KEY(
            "an encrypted private key in DER", "'openssl pkcs8 -inform der' converts it for ClientCertificate.pem"),
    PKCS7(
            "certificates without a key (PKCS#7)",
            "'openssl pkcs7 -inform der -print_certs' converts them for ClientCertificate.pem"),
    JSON("JSON", "write the entry that contains the certificate into a file of its own"),
    MANIFEST("a Kubernetes manifest", "write the decoded value of its entry into a file of its own"),
    OTHER_KEY("another key", "a client certificate is needed"),
    UNKNOWN("", "");

    /** The object identifier 1.2.840.113549.1.7.2, signedData. */
    private static final byte[] SIGNED_DATA = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x07, 0x02
    };

    private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};
    private static final byte[] VERSION_3 = {0x03};

    private final String holds;
    private final String advice;

    KeyFileForm(String holds, String advice) {
        this.holds = holds;
        this.advice = advice;
    }

    /** What to tell someone who passed such a file to a method for another form. */
    String refusal(String what, byte[] file) {
        String known = KnownDocument.name(SettingFile.decoded(file));
        return what + " holds " + (known.isEmpty() ? holds : known) + (decoded(file) == file ? "" : " in base64") + ": "
                + advice;
    }

    static KeyFileForm of(byte[] file) {
        byte[] plain = decoded(file);
        if (plain.length > 4 && Arrays.equals(plain, 0, 4, JKS, 0, 4)) {
            return JAVA_KEY_STORE;
        }
        if (plain.length > 0 && plain[0] == Der.SEQUENCE) {
            KeyFileForm form = ofDer(plain);
            if (form != UNKNOWN) {
                return form;
            }
        }
        String text = SettingFile.decoded(file);
        String known = KnownDocument.name(text);
        boolean isManifest = known.contains("manifest");
        if (!known.isEmpty() && !isManifest) {
            return OTHER_KEY;
        }
        String kind = MisplacedSecret.kind(text);
        if (kind.startsWith("a PEM block") || text.contains("-----BEGIN")) {
            return PEM; // also as it is in the stringData of a manifest
        }
        if (isManifest) {
            return MANIFEST;
        }
        return kind.equals("JSON") ? JSON : UNKNOWN;
    }

    /** The bytes of a file that is base64 of an encoded value; otherwise the same array. */
    static byte[] decoded(byte[] file) {
        String text = SettingFile.decoded(file).replaceAll("[\\s\"']", "");
        if (!text.startsWith("M")) { // how a sequence begins
            return file;
        }
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            return file;
        }
    }

    private static KeyFileForm ofDer(byte[] file) {
        try {
            Der.Value outer = Der.read(file);
            Der.Value first = outer.first();
            if (first.tag() == Der.OBJECT_IDENTIFIER) {
                return Arrays.equals(first.content(), SIGNED_DATA) ? PKCS7 : UNKNOWN;
            }
            if (first.tag() == Der.INTEGER) {
                boolean version3 = Arrays.equals(first.content(), VERSION_3);
                return version3 && first.next(outer).tag() == Der.SEQUENCE ? PKCS12 : KEY;
            }
            if (first.tag() != Der.SEQUENCE) {
                return UNKNOWN;
            }
            return first.first().tag() == Der.OBJECT_IDENTIFIER ? ENCRYPTED_KEY : CERTIFICATE;
        } catch (InvalidKeyException damaged) {
            return UNKNOWN;
        }
    }
}
