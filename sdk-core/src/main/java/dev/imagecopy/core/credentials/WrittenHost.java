package dev.imagecopy.core.credentials;

import java.util.Locale;

/** Hosts as people and tools write them in settings: with or without a scheme, a port and a path. */
public final class WrittenHost {
    private WrittenHost() {}

    /**
     * Returns the host in an address, in lower case, to be compared with another one. It is not checked: it may be anything that
     * somebody has put in the place of an address.
     */
    public static String of(String address) {
        return address.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://", "")
                .replaceFirst("[/?#].*$", "")
                .replaceFirst(":[0-9]*$", "")
                .replaceFirst("\\.$", "");
    }
}
