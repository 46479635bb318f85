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
        return isDirect(borrowed, target)
                ? borrowed
                : borrowed.newBuilder().proxy(Proxy.NO_PROXY).build();
    }

    private static boolean isDirect(OkHttpClient borrowed, HttpUrl target) {
        Proxy only = borrowed.proxy();
        if (only != null) {
            return only.equals(Proxy.NO_PROXY);
        }
        try {
            List<Proxy> proxies = borrowed.proxySelector().select(target.uri());
            return proxies == null || proxies.stream().allMatch(Proxy.NO_PROXY::equals);
        } catch (IllegalArgumentException unusable) {
            return false; // the settings of a proxy do not matter here
        }
    }

    @Override
    public List<Proxy> select(URI target) {
        if (system == null || isMetadataHost(target.getHost())) {
            return DIRECT;
        }
        try {
            return system.select(target);
        } catch (IllegalArgumentException mayQuoteTheSetting) {
            throw new ProxySelectionException();
        }
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
