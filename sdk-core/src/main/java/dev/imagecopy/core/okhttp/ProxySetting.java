package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.spi.Checks;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The proxies that were selected for an exchange. Their addresses come from the JVM's settings, which nobody has checked and which
 * may contain a password, or from a borrowed client: none is shown.
 *
 * @param hosts what is in place of the proxies' host names
 */
record ProxySetting(List<String> hosts) {
    static final ProxySetting NONE = new ProxySetting(List.of());

    /** The JVM makes addresses of its settings without checking the name. */
    static final String NO_HOST =
            "the JVM's proxy setting, or the proxy of the borrowed OkHttpClient, is no host name: "
                    + "https.proxyHost, http.proxyHost or socksProxyHost must be a host alone, without scheme, user info, port, path and"
                    + " blanks";

    static ProxySetting of(List<Proxy> proxies) {
        List<String> hosts = proxies.stream()
                .flatMap(proxy -> proxy.address() instanceof InetSocketAddress address
                        ? Stream.of(address.getHostString())
                        : Stream.empty())
                .toList();
        return hosts.isEmpty() ? NONE : new ProxySetting(hosts);
    }

    /** Whether one of the proxies has something else in place of its host name. */
    boolean isNoHost() {
        return !hosts.stream().allMatch(ProxySetting::isHost);
    }

    /** Whether a message quotes the name of a proxy. An IP address is no secret. */
    boolean isQuotedIn(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return hosts.stream()
                .filter(host -> !isHost(host) || !isIpAddress(host))
                .anyMatch(host -> lower.contains(host.toLowerCase(Locale.ROOT)));
    }

    private static boolean isHost(String host) {
        return isIpAddress(host)
                || (!host.isEmpty()
                        && Checks.all(host, c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_'));
    }

    private static boolean isIpAddress(String host) {
        int colon = host.indexOf(':');
        int zone = host.indexOf('%');
        return Checks.isDottedNumbers(host)
                || (colon >= 0
                        && host.indexOf(':', colon + 1) >= 0
                        && Checks.all(
                                host.substring(0, zone < 0 ? host.length() : zone),
                                c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.' || c == '[' || c == ']'));
    }
}
