package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The system's proxies, except for the addresses of metadata services. Such a service tells who the machine is that asks:
 * through a proxy it would answer for the proxy's machine, or not at all, and the token would have passed through there.
 */
final class MetadataDirect extends ProxySelector {
    /** Link-local, as IPv4 and IPv6, and the one address in use that is not. */
    private static final Pattern METADATA_HOST =
            Pattern.compile("169\\.254\\.[0-9.]+|100\\.100\\.100\\.200|\\[fe80:.*|\\[fd00:ec2::254]");

    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxySelector system;

    MetadataDirect(@Nullable ProxySelector system) {
        this.system = system;
    }

    @Override
    public List<Proxy> select(URI target) {
        return system == null || isMetadataHost(target.getHost()) ? DIRECT : system.select(target);
    }

    private static boolean isMetadataHost(@Nullable String host) {
        return host != null && METADATA_HOST.matcher(host).matches();
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        if (system != null) {
            system.connectFailed(target, proxy, failure);
        }
    }
}
