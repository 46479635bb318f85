package dev.imagecopy.servicefabric.auth;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Accepts exactly the pinned server certificates. It is an extended trust manager, so that JSSE leaves the check of the host
 * name to it, which cluster certificates would fail.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    /** A name that a certificate must have, and the thumbprints of its issuer; without any, the system must trust it. */
    record NamePin(String commonName, Set<String> issuers) {}

    private final Set<String> thumbprints;
    private final List<NamePin> names;
    private final X509TrustManager system;

    PinnedTrust(Set<String> thumbprints, List<NamePin> names, X509TrustManager system) {
        this.thumbprints = thumbprints;
        this.names = names;
        this.system = system;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server sent no certificate");
        }
        X509Certificate leaf = chain[0];
        leaf.checkValidity();
        requireServer(leaf);
        if (Thumbprints.isAmong(thumbprints, leaf)) {
            return;
        }
        for (NamePin pin : names) {
            if (hasName(leaf, pin.commonName())) {
                if (pin.issuers().isEmpty()) {
                    system.checkServerTrusted(chain, authType);
                    return;
                }
                if (isIssuedByOneOf(chain, pin.issuers())) {
                    return;
                }
            }
        }
        throw new CertificateException("the server's certificate is none of the pinned ones");
    }

    /**
     * A certificate with an extended key usage must be meant for servers (RFC 5280, 4.2.1.12); otherwise the owner of a pinned
     * client certificate could impersonate the server. A certificate without that extension may be used for any purpose.
     */
    private static void requireServer(X509Certificate leaf) throws CertificateException {
        List<String> purposes = leaf.getExtendedKeyUsage();
        if (purposes != null && !purposes.contains(SERVER_AUTHENTICATION) && !purposes.contains(ANY_PURPOSE)) {
            throw new CertificateException("the server's certificate is not meant for servers");
        }
    }

    /** The chain was sent by the peer, so an issuer only counts if it has really signed the certificate. */
    private static boolean isIssuedByOneOf(X509Certificate[] chain, Set<String> issuers) throws CertificateException {
        X509Certificate leaf = chain[0];
        boolean selfSigned = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
        if (!selfSigned && chain.length < 2) {
            return false;
        }
        X509Certificate issuer = selfSigned ? leaf : chain[1];
        if (!Thumbprints.isAmong(issuers, issuer)) {
            return false;
        }
        issuer.checkValidity();
        if (!selfSigned && issuer.getBasicConstraints() < 0) {
            throw new CertificateException("the pinned issuer is not a certificate authority");
        }
        try {
            leaf.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the pinned issuer has not signed the server's certificate", e);
        }
    }

    private static boolean hasName(X509Certificate leaf, String name) throws CertificateException {
        return SubjectNames.of(leaf).stream().anyMatch(name::equalsIgnoreCase);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
