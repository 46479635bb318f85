package dev.imagecopy.core.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes addresses as transports send them, so that the host that is signed is the one in the {@code Host} header: scheme and host
 * in lower case, an IPv6 address in its shortest form, a port without leading zeros. An engine does so with every address to which
 * it sends a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952, the text of IPv6 addresses</a>
 */
public final class WireAddress {
    private static final int GROUPS = 8;

    private WireAddress() {}

    /**
     * Returns an address as it is sent.
     *
     * @param address an address with a host and no user info; any other is returned as it is, to be refused elsewhere
     * @return the same address, in general the same object
     */
    public static URI of(URI address) {
        requireNonNull(address, "address");
        String scheme = address.getScheme();
        String host = address.getHost();
        if (scheme == null || host == null || address.getRawUserInfo() != null) {
            return address;
        }
        String sentHost = host.startsWith("[") ? ipv6(host) : lower(host);
        String authority = address.getRawAuthority();
        if (isLower(scheme) && authority.length() == sentHost.length() + portLength(address) && host.equals(sentHost)) {
            return address; // without an allocation: nearly every call ends here
        }
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        int rest = scheme.length() + "://".length() + authority.length();
        return URI.create(
                lower(scheme) + "://" + sentHost + port + address.toString().substring(rest));
    }

    /** The length of the port with its colon. */
    private static int portLength(URI address) {
        int length = address.getPort() < 0 ? 0 : 2;
        for (int left = address.getPort(); left >= 10; left /= 10) {
            length++;
        }
        return length;
    }

    private static String lower(String text) {
        return isLower(text) ? text : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isLower(String text) {
        return Checks.all(text, c -> c < 'A' || c > 'Z');
    }

    /** An address with a zone is left as it is: transports do not send one. */
    private static String ipv6(String bracketed) {
        String text = bracketed.substring(1, bracketed.length() - 1);
        int[] groups = text.indexOf('%') < 0 ? groups(text) : null;
        return groups == null ? bracketed : isIpv4(groups) ? ipv4(groups) : "[" + shortest(groups) + "]";
    }

    /** The eight groups of what a URI has accepted as an address; null if it is none after all. */
    private static int @Nullable [] groups(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        int end = gap < 0 ? text.length() : gap;
        int before = read(text.substring(0, end), groups, 0);
        if (gap >= 0 && before >= 0) {
            int[] behind = new int[GROUPS];
            int after = read(text.substring(gap + 2), behind, 0);
            if (after < 0 || before + after > GROUPS) {
                return null;
            }
            System.arraycopy(behind, 0, groups, GROUPS - after, after);
            return groups;
        }
        return before == GROUPS ? groups : null;
    }

    /** Reads groups up to the end of a text, and returns how many there are; -1 if there are too many. */
    private static int read(String text, int[] groups, int from) {
        int count = from;
        for (String part : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            String[] bytes = part.split("\\.", -1);
            if (count + (bytes.length > 1 ? 2 : 1) > GROUPS || (bytes.length != 1 && bytes.length != 4)) {
                return -1;
            }
            if (bytes.length == 1) {
                groups[count++] = Integer.parseInt(part, 16);
            } else {
                groups[count++] = (Integer.parseInt(bytes[0]) << 8) + Integer.parseInt(bytes[1]);
                groups[count++] = (Integer.parseInt(bytes[2]) << 8) + Integer.parseInt(bytes[3]);
            }
        }
        return count;
    }

    /** Whether it is an IPv4 address in the form of IPv6, which transports write as the former. */
    private static boolean isIpv4(int[] groups) {
        int zeros = 0;
        while (zeros < 5 && groups[zeros] == 0) {
            zeros++;
        }
        return zeros == 5 && groups[5] == 0xffff;
    }

    private static String ipv4(int[] groups) {
        return (groups[6] >> 8) + "." + (groups[6] & 0xff) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xff);
    }

    /** Leaves out the first of the longest runs of zeros. */
    private static String shortest(int[] groups) {
        int gap = -1;
        int longest = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > longest) {
                gap = start;
                longest = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; ) {
            if (i == gap) {
                text.append("::");
                i += longest;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i++]));
            }
        }
        return text.toString();
    }
}
