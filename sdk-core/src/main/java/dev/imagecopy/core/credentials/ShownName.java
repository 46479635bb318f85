package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;

/** The names of entries as messages show them. Somebody who confuses the two sides of an entry has put a secret there. */
final class ShownName {
    private static final int LONGEST = 60;

    private ShownName() {}

    /** Returns the name, or a description if it may be something else than a name. */
    static String of(String name) {
        boolean plain = !name.isEmpty()
                && name.length() <= LONGEST
                && Checks.all(name, c -> c == ' ' || c == '_' || c == '-' || c == '.' || isLetterOrDigit(c));
        boolean secret = !MisplacedSecret.kind(name).isEmpty() || EntryName.isRandom(name);
        return plain && !secret ? name : "an entry whose name is not shown";
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
