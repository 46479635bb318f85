package dev.imagecopy.core.okhttp;

/**
 * The JVM's selector could not make an address of its proxy settings, as for a port that is out of range. No
 * {@link IllegalArgumentException}: OkHttp takes that for a lack of proxies, and would connect past the proxy.
 */
final class ProxySelectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProxySelectionException() {
        super("the JVM's proxy setting cannot be used: https.proxyHost or http.proxyHost must be a host alone, and"
                + " https.proxyPort or http.proxyPort a port from 1 to 65535");
    }
}
