package dev.imagecopy.core.credentials;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.util.regex.Pattern;

/** Says what is wrong with an address that has no usable host, without showing any of it. */
public final class AddressFlaw {
    private static final int LARGEST_PORT = 65_535;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 253;

    /** What stands for this folder and the one above it. */
    private static final Pattern DOTS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?:/|$)");

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
            return isOfTheWeb(address) && !address.getRawSchemeSpecificPart().startsWith("//")
                    ? "must be an absolute https address with a host: there are no two slashes behind its scheme"
                    : "";
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
        if (!Checks.all(host, c -> c < 0x80)) {
            return "must be an absolute https address with a host in ASCII: write an international name in the form xn--…";
        }
        if (host.startsWith("[") && host.indexOf('%') >= 0) {
            return "must have an IPv6 address without a zone";
        }
        if (host.endsWith(".") && Checks.isDottedNumbers(host.substring(0, host.length() - 1))) {
            return "must have an IP address without a dot behind it";
        }
        String name = ofName(host);
        if (!name.isEmpty()) {
            return name;
        }
        return colon < 0 || isPort(authority.substring(colon + 1)) ? "" : "must have a port from 1 to 65535, or none";
    }

    /**
     * Returns what is wrong with the length of a host's name, which no transport and no name server would take.
     *
     * @param host a name or an IP address
     * @return a clause that shows no part of it; empty if nothing is wrong
     */
    public static String ofName(String host) {
        requireNonNull(host, "host");
        int start = 0;
        int longest =
                host.endsWith(".") ? LONGEST_NAME + 1 : LONGEST_NAME; // the dot of an absolute name does not count
        boolean fits = host.startsWith("[") || host.length() <= longest;
        for (int i = 0; fits && i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                fits = i - start <= LONGEST_LABEL;
                start = i + 1;
            }
        }
        return fits ? "" : "must have a host whose name has at most 253 characters, and at most 63 between two dots";
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

    /**
     * Returns what is wrong with the path, the query or the fragment of an address that is sent as it is: a transport would write it
     * differently.
     *
     * @return for example {@code must have no fragment}; empty if nothing is wrong
     */
    static String ofTarget(URI address) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        if (address.getRawFragment() != null) {
            return "must have no fragment";
        }
        if (!Checks.all(path + query, c -> c > 0x20 && c < 0x7f) || query.indexOf('\'') >= 0) {
            return "must have a path and a query in ASCII: write other characters, and ' in a query, with %";
        }
        return DOTS.matcher(path).find() ? "must have a path without . and .. between its slashes" : "";
    }

    private static boolean isOfTheWeb(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
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
