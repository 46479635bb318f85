package dev.imagecopy.core.credentials;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a URI's host whether it is near, without resolving names, which would be I/O. Only addresses count, and {@code
 * localhost}: {@code 127.example.com} is somebody's host, not this machine.
 */
public final class LocalAddress {
    private LocalAddress() {}

    /** Whether what is sent to an address is protected on its way, or has none: https, or http to what is near. */
    public static boolean isProtected(URI address) {
        String host = address.getHost();
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

    /** Whether a host is an address that no router passes on, such as that of a metadata service. */
    public static boolean isLinkLocal(@Nullable String host) {
        if (host == null) {
            return false;
        }
        return host.startsWith("[") // mostly not, and then without a pattern, which is 1.6 kB for each new connection
                ? host.toLowerCase(Locale.ROOT).matches("\\[fe[89ab][0-9a-f]:.*")
                : host.startsWith("169.254.") && isIpv4(host);
    }

    /** Four numbers of a byte each: anything else may be looked up as a name, to which a search domain is added. */
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
