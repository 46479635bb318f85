package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.okhttp.TlsSettings;
import dev.imagecopy.servicefabric.auth.ClientCertificate;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The TLS settings that a connection depends on. Exchanges with equal settings may share connections; others need new ones.
 *
 * @param certificate the client certificate, if there is one
 * @param trust which servers the client trusts
 */
record TlsIdentity(Optional<ClientCertificate> certificate, ServerTrust trust) {

    /** The identity of credentials, whose pins take precedence over those in the client's settings. */
    static TlsIdentity of(ServiceFabricCredentials credentials, ServerTrust settings) {
        return new TlsIdentity(
                credentials.certificate(), credentials.serverTrust().isPinned() ? credentials.serverTrust() : settings);
    }

    /** The equals and hashCode that a record generates would load 130 classes at the first call of a client. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TlsIdentity identity
                && identity.certificate.equals(certificate)
                && identity.trust.equals(trust);
    }

    @Override
    public int hashCode() {
        return 31 * certificate.hashCode() + trust.hashCode();
    }

    /** Whether the system's own TLS settings are sufficient. */
    boolean isPlain() {
        return certificate.isEmpty() && !trust.isPinned();
    }

    TlsSettings settings() {
        try {
            X509TrustManager trustManager = trust.trustManager();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate.map(ClientCertificate::keyManagers).orElse(null),
                    new TrustManager[] {trustManager},
                    null);
            return new TlsSettings(context, trustManager, !trust.isPinned());
        } catch (GeneralSecurityException e) {
            throw new CredentialsException(
                    "the client certificate cannot be used for TLS", ErrorContext.none(false), e);
        }
    }
}
