package dev.imagecopy.servicefabric.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Thumbprints of certificates, in upper-case hexadecimal digits without separators. */
final class Thumbprints {
    /** Certificate dialogs show spaces or colons between the digits, and an invisible character before the first one. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s:\\-\\u200e\\u200f\\ufeff]");

    private static final Pattern SHA1_OR_SHA256 = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

    private Thumbprints() {}

    /** Normalizes a thumbprint that a person has copied. */
    static String normal(String text) {
        String digits = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        if (!SHA1_OR_SHA256.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "A thumbprint must be 40 (SHA-1) or 64 (SHA-256) hexadecimal digits; spaces and colons are ignored");
        }
        return digits;
    }

    static boolean isAmong(Set<String> thumbprints, X509Certificate certificate) {
        return thumbprints.contains(sha1(certificate)) || thumbprints.contains(digest("SHA-256", certificate));
    }

    static String sha1(X509Certificate certificate) {
        return digest("SHA-1", certificate);
    }

    private static String digest(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without a fingerprint", e);
        }
    }
}
