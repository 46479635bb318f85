package dev.imagecopy.servicefabric.auth;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** The names in a certificate: the common names of its subject, and DNS names. */
final class SubjectNames {
    private static final Integer DNS_NAME = 2;

    private SubjectNames() {}

    static List<String> of(X509Certificate certificate) throws CertificateException {
        List<String> names = commonNames(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> entry : alternatives) {
                if (DNS_NAME.equals(entry.get(0))) {
                    names.add(String.valueOf(entry.get(1)));
                }
            }
        }
        return names;
    }

    /** Parses RFC 2253 text including escapes, so that a comma inside another attribute cannot start a common name. */
    static List<String> commonNames(String subject) {
        List<String> names = new ArrayList<>();
        StringBuilder attribute = new StringBuilder();
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i <= subject.length(); i++) {
            char c = i < subject.length() ? subject.charAt(i) : ',';
            if (c == '\\' && i + 1 < subject.length()) {
                boolean hex = i + 2 < subject.length()
                        && Character.digit(subject.charAt(i + 1), 16) >= 0
                        && Character.digit(subject.charAt(i + 2), 16) >= 0;
                octets.append(
                        hex ? (char) Integer.parseInt(subject.substring(i + 1, i + 3), 16) : subject.charAt(i + 1));
                i += hex ? 2 : 1;
                boolean more = hex && i + 1 < subject.length() && subject.charAt(i + 1) == '\\';
                if (!more) {
                    attribute.append(hex ? utf8(octets) : octets);
                    octets.setLength(0);
                }
            } else if (c == ',' || c == '+') {
                if (attribute.toString().toUpperCase(Locale.ROOT).startsWith("CN=")) {
                    names.add(attribute.substring(3));
                }
                attribute.setLength(0);
            } else {
                attribute.append(c);
            }
        }
        return names;
    }

    private static String utf8(StringBuilder octets) {
        return new String(octets.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
