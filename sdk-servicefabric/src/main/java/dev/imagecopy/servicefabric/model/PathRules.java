package dev.imagecopy.servicefabric.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules for paths and file names that a cluster would otherwise misinterpret. */
final class PathRules {
    /**
     * Limited so that source and destination fit into a resume token; image store paths on Windows are limited to 260
     * characters anyway.
     */
    static final int MAX_BYTES = 500;

    private PathRules() {}

    /** Removes spaces and separators at both ends: a trailing separator would make a cluster join folder and file names. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isTrimmed(text.charAt(from))) {
            from++;
        }
        while (to > from && isTrimmed(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static List<String> parts(String path) {
        List<String> parts = new ArrayList<>(4);
        int from = 0;
        for (int to = 0; to <= path.length(); to++) {
            if (to == path.length() || path.charAt(to) == '/' || path.charAt(to) == '\\') {
                parts.add(path.substring(from, to));
                from = to + 1;
            }
        }
        return List.copyOf(parts);
    }

    /** Adds the violations in a path, each of them once. */
    static void check(String name, String trimmed, List<String> parts, List<String> violations) {
        if (trimmed.isEmpty()) {
            violations.add(name + " is required and must name something below the store's root");
            return;
        }
        for (String segment : parts) {
            checkPart(name, segment, violations);
        }
        int bytes = trimmed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            violations.add(name + " must have at most " + MAX_BYTES + " bytes in UTF-8, but has " + bytes);
        }
    }

    private static void checkPart(String name, String part, List<String> violations) {
        if (part.isEmpty()) {
            addOnce(violations, name + " must not contain two separators in a row");
            return;
        }
        if (part.equals(".") || part.equals("..")) {
            addOnce(violations, name + " must not contain '.' or '..'");
            return;
        }
        if (hasControls(part)) {
            addOnce(violations, name + " must not contain control characters");
        }
        if (hasUnpairedSurrogate(part)) {
            addOnce(violations, name + " must not contain half a surrogate pair");
        }
        if (part.indexOf(':') >= 0) {
            addOnce(
                    violations,
                    name + " must not contain a colon, which names drives and alternate streams on Windows clusters");
        }
        if (isBlank(part.charAt(0)) || isBlank(part.charAt(part.length() - 1))) {
            addOnce(violations, name + " must not contain a part that begins or ends with a space");
        }
        if (part.endsWith(".")) {
            addOnce(violations, name + " must not contain a part that ends with a dot, which Windows clusters drop");
        }
    }

    private static void addOnce(List<String> violations, String violation) {
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }

    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i); // all of these fit into a char
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                return true;
            }
        }
        return false;
    }

    static boolean hasUnpairedSurrogate(String text) {
        int letter;
        for (int i = 0; i < text.length(); i += Character.charCount(letter)) {
            letter = text.codePointAt(i);
            if (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isTrimmed(char c) {
        return c == ' ' || c == '/' || c == '\\';
    }
}
