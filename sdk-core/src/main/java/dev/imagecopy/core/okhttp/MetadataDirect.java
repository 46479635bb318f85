package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.credentials.LocalAddress;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Selects no proxy for this machine and for link-local addresses, and leaves all other addresses to the given selector. Metadata
 * services elsewhere are known by their calls: see {@link dev.imagecopy.core.spi.ApiCall.Builder#direct()}.
 */
final class MetadataDirect extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxySelector system;

    MetadataDirect(@Nullable ProxySelector system) {
        this.system = system;
    }

    /**
     * Returns the client, or a copy of it without proxies for such addresses.
     *
     * @param direct whether the request must not go through a proxy, whatever its address
     */
    static OkHttpClient over(OkHttpClient borrowed, HttpUrl target, boolean direct) {
        if (!direct && !isMetadataHost(target.host().indexOf(':') < 0 ? target.host() : '[' + target.host() + ']')) {
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

    /** Link-local addresses in IPv4 and IPv6, and agents on this machine. */
    private static boolean isMetadataHost(@Nullable String host) {
        return host != null && (LocalAddress.isLinkLocal(host) || LocalAddress.isLoopback(host));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        if (system != null) {
            system.connectFailed(target, proxy, failure);
        }
    }
}
