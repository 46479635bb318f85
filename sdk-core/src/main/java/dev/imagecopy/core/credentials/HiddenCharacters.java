package dev.imagecopy.core.credentials;

/**
 * Characters that cannot be seen and come along when text is copied from a web page or a message: zero-width spaces and joiners,
 * marks of the writing direction, soft hyphens, byte order marks.
 */
final class HiddenCharacters {
    private HiddenCharacters() {}

    /** Whether a character takes no room, or is a space that looks like the usual one. */
    static boolean isHidden(char c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default ->
                c == '\u034f' || c == '\u115f' || c == '\u1160' || c == '\u3164' || (c >= '\ufe00' && c <= '\ufe0f');
        };
    }

    /** Whether a text contains one. */
    static boolean in(String text) {
        boolean found = false;
        for (int i = 0; i < text.length() && !found; i++) {
            found = isHidden(text.charAt(i));
        }
        return found;
    }

    /** Removes those around a text, and spaces. A byte order mark stays: it says that a text is the content of a file. */
    static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (start < end && isAround(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) || (isHidden(c) && c != '\ufeff');
    }
}
