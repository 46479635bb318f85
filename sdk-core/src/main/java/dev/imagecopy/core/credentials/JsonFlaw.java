package dev.imagecopy.core.credentials;

import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;

/** What editors and other programs accept in JSON and JSON does not, and what becomes of files that are cut off or joined. */
final class JsonFlaw {
    static final String TWICE = "an object has the same name twice";

    private static final String TOO_EARLY = "it ends too early";

    private JsonFlaw() {}

    /**
     * Finds the first flaw of a document; a clause for a message that shows none of it but a character that is never in JSON, empty if there
     * is none of these.
     *
     * @param text contains the document
     * @param start where the document begins
     * @param end where it ends
     */
    static String of(String text, int start, int end) {
        boolean inString = false;
        int open = 0;
        int quote = -1; // the first typographic one in the string that is open
        char before = ' '; // the latest character that is neither a blank nor in a string
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (inString) {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
                quote = quote < 0 && TypographicQuotes.is(c) ? i : quote;
            } else if (c == '#' || (c == '/' && i + 1 < end && "/*".indexOf(text.charAt(i + 1)) >= 0)) {
                return "it has a comment";
            } else if (before == ',' && (c == '}' || c == ']')) {
                return "it has a comma before a closing bracket";
            } else if (c == '\'' && "{[:,".indexOf(before) >= 0) {
                return "it has single quotes";
            } else if (c > '~' && !HiddenCharacters.isHidden(c) && !Character.isLetterOrDigit(c)) {
                return "it has " + named(text, i);
            } else if (!Character.isWhitespace(c) && !HiddenCharacters.isHidden(c)) {
                if (open == 0 && before != ' ') {
                    return "something follows its end, perhaps a second document";
                }
                open += "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
                before = c;
                inString = c == '"';
                quote = -1;
            }
        }
        if (inString && quote >= 0) {
            return TOO_EARLY + ", and has " + named(text, quote);
        }
        return open > 0 || inString ? TOO_EARLY : "";
    }

    /** A character and its place. */
    private static String named(String text, int index) {
        char c = text.charAt(index);
        int line = 1;
        int lineStart = text.startsWith("\ufeff") ? 1 : 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return (TypographicQuotes.is(c) ? "a typographic quote (" : "the character ")
                + TypographicQuotes.code(c)
                + (TypographicQuotes.is(c) ? ")" : "")
                + " in line " + line + ", column " + (index - lineStart + 1);
    }

    /** Whether a document is no JSON for the only reason that a name is twice in an object. */
    static boolean namesTwice(byte[] document) {
        try {
            Json.parse(document);
            return false;
        } catch (JsonFormatException e) {
            return TWICE.equals(e.getMessage());
        }
    }
}
