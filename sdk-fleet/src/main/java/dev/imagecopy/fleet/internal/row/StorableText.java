package dev.imagecopy.fleet.internal.row;

/** Which texts a database gives back as it got them: PostgreSQL has no NUL characters, and no halves of surrogate pairs. */
public final class StorableText {
    private StorableText() {}

    /** Returns whether a text can be stored. */
    public static boolean isStorable(String text) {
        return text.codePoints().allMatch(StorableText::isStorable);
    }

    /** Replaces what cannot be stored. */
    public static String of(String text) {
        return isStorable(text)
                ? text
                : text.codePoints()
                        .map(each -> isStorable(each) ? each : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
