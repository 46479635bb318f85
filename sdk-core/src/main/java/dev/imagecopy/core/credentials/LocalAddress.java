package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a URI's host whether it is near, without resolving names, which would be I/O. Only addresses count, and {@code
 * localhost}: {@code 127.example.com} is somebody's host, not this machine.
 */
public final class LocalAddress {
    private LocalAddress() {}

    /** Whether a host is this machine. */
    public static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || (host.startsWith("127.") && Checks.isDottedNumbers(host)));
    }

    /** Whether a host is an address that no router passes on, such as that of a metadata service. */
    public static boolean isLinkLocal(@Nullable String host) {
        if (host == null) {
            return false;
        }
        return host.startsWith("[") // mostly not, and then without a pattern, which is 1.6 kB for each new connection
                ? host.toLowerCase(Locale.ROOT).matches("\\[fe[89ab][0-9a-f]:.*")
                : host.startsWith("169.254.") && Checks.isDottedNumbers(host);
    }
}
