package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.credentials.LocalAddress;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Proxies for all but this machine itself and the addresses of metadata services. Such a service tells who the machine is that
 * asks: through a proxy it would answer for the proxy's machine, or not at all, and the token would have passed through there.
 */
final class MetadataDirect extends ProxySelector {
    private static final Set<String> METADATA_ADDRESSES = Set.of("100.100.100.200", "[fd00:ec2::254]");
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxySelector system;

    MetadataDirect(@Nullable ProxySelector system) {
        this.system = system;
    }

    /** The application's client, or a copy without its proxies for an address that none may be asked about. */
    static OkHttpClient over(OkHttpClient borrowed, HttpUrl target) {
        if (!isMetadataHost(target.host().indexOf(':') < 0 ? target.host() : '[' + target.host() + ']')) {
            return borrowed;
        }
        Proxy only = borrowed.proxy();
        List<Proxy> proxies = only == null ? borrowed.proxySelector().select(target.uri()) : List.of(only);
        return proxies == null || proxies.stream().allMatch(Proxy.NO_PROXY::equals)
                ? borrowed
                : borrowed.newBuilder().proxy(Proxy.NO_PROXY).build();
    }

    @Override
    public List<Proxy> select(URI target) {
        return system == null || isMetadataHost(target.getHost()) ? DIRECT : system.select(target);
    }

    /** Link-local, as IPv4 and IPv6, the addresses in use that are not, and agents on this machine. */
    private static boolean isMetadataHost(@Nullable String host) {
        return host != null
                && (LocalAddress.isLinkLocal(host)
                        || LocalAddress.isLoopback(host)
                        || METADATA_ADDRESSES.contains(host));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        if (system != null) {
            system.connectFailed(target, proxy, failure);
        }
    }
}
