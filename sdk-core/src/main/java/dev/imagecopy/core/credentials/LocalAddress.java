package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a URI's host whether it is on this machine or link, without resolving names, which would be I/O. Only IP addresses
 * and {@code localhost} count: {@code 127.example.com} is a host name like any other.
 */
public final class LocalAddress {
    private LocalAddress() {}

    /**
     * Whether data sent to an address is protected or never leaves the link: https, or http to a loopback or link-local
     * address.
     */
    public static boolean isProtected(URI address) {
        String host = WireAddress.of(address).getHost();
        return host != null
                && ("https".equalsIgnoreCase(address.getScheme())
                        || ("http".equalsIgnoreCase(address.getScheme()) && (isLoopback(host) || isLinkLocal(host))));
    }

    /** Whether a host is this machine. */
    public static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || (host.startsWith("127.") && isIpv4(host)));
    }

    /** Whether a host is a link-local address, which routers do not forward, such as that of a metadata service. */
    public static boolean isLinkLocal(@Nullable String host) {
        if (host == null) {
            return false;
        }
        return host.startsWith(
                        "[") // rarely true; avoids a pattern match, which would allocate 1.6 kB per new connection
                ? host.toLowerCase(Locale.ROOT).matches("\\[fe[89ab][0-9a-f]:.*")
                : host.startsWith("169.254.") && isIpv4(host);
    }

    /** Four numbers of one byte each: anything else may be resolved as a name, with a search domain appended. */
    private static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
                number = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
                number = 10 * number + c - '0';
            } else {
                return false;
            }
            if (number > 255) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
