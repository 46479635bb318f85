package dev.imagecopy.core.okhttp;

import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * How a transport proves who it is and decides whom it trusts, where the system's trust store will not do: client certificates
 * and pinned servers.
 *
 * @param context makes the sockets; initialised with the client's keys and with {@code trustManager}
 * @param trustManager the same trust manager again, which OkHttp wants to know
 * @param hostNameChecked whether the server's certificate must be one for the host's name. False only beside a trust manager
 *     that pins the certificate itself
 */
public record TlsSettings(SSLContext context, X509TrustManager trustManager, boolean hostNameChecked) {
    /**
     * Refuses null.
     *
     * @param context makes the sockets
     * @param trustManager the trust manager of that context
     * @param hostNameChecked whether the host's name counts
     */
    public TlsSettings {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(trustManager, "trustManager");
    }
}
