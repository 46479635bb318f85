package dev.imagecopy.core.credentials;

/** The quotes that files of variables leave around a value. */
final class Quotes {
    private Quotes() {}

    /** Removes one pair of quotes that encloses a text. JSON keeps them: its readers remove them, and other settings refuse it. */
    static String removed(String text) {
        int last = text.length() - 1;
        boolean quoted =
                last > 0 && (text.charAt(0) == '"' || text.charAt(0) == '\'') && text.charAt(last) == text.charAt(0);
        return quoted && !MisplacedSecret.kind(text).equals("JSON") ? text.substring(1, last) : text;
    }
}
