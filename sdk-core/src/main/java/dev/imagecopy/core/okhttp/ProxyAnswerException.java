package dev.imagecopy.core.okhttp;

import java.net.ProtocolException;

/**
 * A proxy answered a request in place of the service. A {@link ProtocolException}, since OkHttp does not try to recover from
 * those.
 */
final class ProxyAnswerException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyAnswerException(int status) {
        super("the proxy answered " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
