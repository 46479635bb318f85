package dev.imagecopy.testing;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** The certificate of a simulator that listens with TLS: for this machine, and created only for this simulator. */
final class ServerCertificate {
    private final HeldCertificate held = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("::1")
            .ecdsa256()
            .build();

    X509Certificate certificate() {
        return held.certificate();
    }

    String pem() {
        return held.certificatePem();
    }

    SSLSocketFactory socketFactory() {
        return new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory();
    }

    X509TrustManager trustManager() {
        return trusting().trustManager();
    }

    SSLContext clientContext() {
        return trusting().sslContext();
    }

    private HandshakeCertificates trusting() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(held.certificate())
                .build();
    }
}
