package dev.imagecopy.core.okhttp;

import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * The keys and the trust of a transport, if the system's trust store is not enough: client certificates and pinned servers.
 *
 * @param context creates the sockets; initialized with the client's keys and with {@code trustManager}
 * @param trustManager the same trust manager, which OkHttp needs separately
 * @param hostNameChecked whether the server's certificate must match the host name. False only together with a trust manager
 *     that pins the certificate itself
 */
public record TlsSettings(SSLContext context, X509TrustManager trustManager, boolean hostNameChecked) {
    /**
     * Rejects null.
     *
     * @param context creates the sockets
     * @param trustManager the trust manager of that context
     * @param hostNameChecked whether the certificate must match the host name
     */
    public TlsSettings {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(trustManager, "trustManager");
    }
}
