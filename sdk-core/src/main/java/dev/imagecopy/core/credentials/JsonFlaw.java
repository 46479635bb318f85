package dev.imagecopy.core.credentials;

import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import java.nio.charset.StandardCharsets;

/** What editors and other programs accept in JSON and JSON does not, and what becomes of files that are cut off or joined. */
final class JsonFlaw {
    private static final String TWICE = "an object has the same name twice";

    private JsonFlaw() {}

    /** Finds the first flaw of a document; a clause for a message that shows none of it, empty if there is none of these. */
    static String of(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        boolean inString = false;
        int open = 0;
        char before = ' '; // the latest character that is neither a blank nor in a string
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            } else if (c == '#' || (c == '/' && i + 1 < text.length() && "/*".indexOf(text.charAt(i + 1)) >= 0)) {
                return "it has a comment";
            } else if (before == ',' && (c == '}' || c == ']')) {
                return "it has a comma before a closing bracket";
            } else if (c == '\'' && "{[:,".indexOf(before) >= 0) {
                return "it has single quotes";
            } else if (!Character.isWhitespace(c)) {
                if (open == 0 && before != ' ') {
                    return "something follows its end, perhaps a second document";
                }
                open += "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
                before = c;
                inString = c == '"';
            }
        }
        if (open > 0 || inString) {
            return "it ends too early";
        }
        return namesTwice(document) ? TWICE : "";
    }

    private static boolean namesTwice(byte[] document) {
        try {
            Json.parse(document);
            return false;
        } catch (JsonFormatException e) {
            return TWICE.equals(e.getMessage());
        }
    }
}
