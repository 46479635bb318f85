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
 * Selects no proxy for this machine and for metadata services, and leaves all other addresses to the given selector. A metadata
 * service identifies the machine that asks: through a proxy, it would answer for the proxy's machine or not at all, and the
 * token would pass through the proxy.
 */
final class MetadataDirect extends ProxySelector {
    private static final Set<String> METADATA_ADDRESSES = Set.of("100.100.100.200", "[fd00:ec2::254]");
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxySelector system;

    MetadataDirect(@Nullable ProxySelector system) {
        this.system = system;
    }

    /** The application's client, or for such addresses a copy of it without proxies. */
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

    /** Link-local addresses in IPv4 and IPv6, the metadata addresses that are not link-local, and agents on this machine. */
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
