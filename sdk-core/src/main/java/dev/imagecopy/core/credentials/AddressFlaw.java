package dev.imagecopy.core.credentials;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.net.URI;

/** Says what is wrong with an address that has no usable host, without showing any of it. */
public final class AddressFlaw {
    private static final int LARGEST_PORT = 65_535;

    private AddressFlaw() {}

    /**
     * Returns what is wrong with the scheme, the user info, the host or the port of an address.
     *
     * @return for example {@code must not contain user info}; empty if nothing that has a name is wrong
     */
    public static String of(URI address) {
        requireNonNull(address, "address");
        if (address.isOpaque() && beginsWithPort(address.getRawSchemeSpecificPart())) {
            return "must be an absolute https address with a host: https:// is missing";
        }
        String authority = address.getRawAuthority();
        if (authority == null) {
            return "";
        }
        if (authority.indexOf('@') >= 0) {
            return "must not contain user info";
        }
        int end = authority.indexOf(']');
        int colon = authority.indexOf(':', Math.max(end, 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.indexOf('_') >= 0) {
            return "must be an absolute https address with a host whose name has no underscore, which Java accepts in none";
        }
        return colon < 0 || isPort(authority.substring(colon + 1)) ? "" : "must have a port from 1 to 65535, or none";
    }

    /**
     * Returns what is wrong with the path of an address whose service is called at the root of its host. The version of an API, as in
     * {@code https://iam.example/v3}, is nothing wrong: a call names it itself.
     *
     * @return {@code must have no path}; empty if nothing is lost without the path
     */
    public static String ofPath(URI address) {
        requireNonNull(address, "address");
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        boolean isVersion = path.startsWith("/v")
                && path.length() > 2
                && Checks.isDottedNumbers(path.substring(2, path.length() - (path.endsWith("/") ? 1 : 0)));
        return path.length() < 2 || isVersion ? "" : "must have no path";
    }

    /** A host and a port alone look like a scheme and what it is about. */
    private static boolean beginsWithPort(String text) {
        int slash = text.indexOf('/');
        String port = slash < 0 ? text : text.substring(0, slash);
        return !port.isEmpty() && isPort(port);
    }

    private static boolean isPort(String text) {
        String digits = text.replaceFirst("^0+(?=.)", "");
        return text.isEmpty()
                || (Checks.isDigits(text)
                        && digits.length() <= 5
                        && !digits.equals("0")
                        && Integer.parseInt(digits) <= LARGEST_PORT);
    }
}
