package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.credentials.LocalAddress;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system's proxies, except for the addresses of metadata services. Such a service tells who the machine is that asks:
 * through a proxy it would answer for the proxy's machine, or not at all, and the token would have passed through there.
 */
final class MetadataDirect extends ProxySelector {
    private static final Set<String> METADATA_ADDRESSES = Set.of("100.100.100.200", "[fd00:ec2::254]");
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxySelector system;

    MetadataDirect(@Nullable ProxySelector system) {
        this.system = system;
    }

    @Override
    public List<Proxy> select(URI target) {
        return system == null || isMetadataHost(target.getHost()) ? DIRECT : system.select(target);
    }

    /** Link-local, as IPv4 and IPv6, and the addresses in use that are not. */
    private static boolean isMetadataHost(@Nullable String host) {
        return host != null && (LocalAddress.isLinkLocal(host) || METADATA_ADDRESSES.contains(host));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        if (system != null) {
            system.connectFailed(target, proxy, failure);
        }
    }
}
