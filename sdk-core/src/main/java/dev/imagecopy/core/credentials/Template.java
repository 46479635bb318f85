package dev.imagecopy.core.credentials;

/** The names in double braces that deployment tools replace by values: {@code {{ vault.token }}}. */
final class Template {
    /** What a message says of a setting that still holds one. */
    static final String FLAW = "holds a placeholder in place of the value";

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private Template() {}

    /** Whether a whole text is a template. JSON with its first brace doubled, as a careless escape leaves it, is none. */
    static boolean is(String bare) {
        int first = OPEN.length();
        while (first < bare.length() && (bare.charAt(first) == '-' || Character.isWhitespace(bare.charAt(first)))) {
            first++;
        }
        return bare.startsWith(OPEN)
                && bare.endsWith(CLOSE)
                && first < bare.length() - CLOSE.length()
                && bare.charAt(first) != '"';
    }

    /** Whether a part of a text is a template. */
    static boolean in(String text) {
        int open = text.indexOf(OPEN);
        return open >= 0 && text.indexOf(CLOSE, open) > open + OPEN.length();
    }
}
