package dev.imagecopy.servicefabric.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a path or a file name must not look like, because a cluster would misread it. */
final class PathRules {
    /** So that source and destination fit into a resume token; image store paths on Windows end at 260 characters anyway. */
    static final int MAX_BYTES = 500;

    private PathRules() {}

    /** Cuts spaces and separators off both ends: a trailing one makes a cluster glue folder and file names together. */
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
        return List.of(path.replace('\\', '/').split("/", -1));
    }

    static List<String> violations(String name, String trimmed, List<String> parts) {
        if (trimmed.isEmpty()) {
            return List.of(name + " is required and must name something below the store's root");
        }
        Set<String> found = new LinkedHashSet<>();
        for (String segment : parts) {
            found.addAll(segmentViolations(name, segment));
        }
        int bytes = trimmed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            found.add(name + " must have at most " + MAX_BYTES + " bytes in UTF-8, but has " + bytes);
        }
        return List.copyOf(found);
    }

    private static List<String> segmentViolations(String name, String segment) {
        if (segment.isEmpty()) {
            return List.of(name + " must not hold two separators in a row");
        }
        if (segment.equals(".") || segment.equals("..")) {
            return List.of(name + " must not hold '.' or '..'");
        }
        List<String> found = new ArrayList<>();
        if (hasControls(segment)) {
            found.add(name + " must not hold control characters");
        }
        if (hasUnpairedSurrogate(segment)) {
            found.add(name + " must not hold half a surrogate pair");
        }
        if (segment.indexOf(':') >= 0) {
            found.add(name + " must not hold a colon, which names drives and alternate streams on Windows clusters");
        }
        if (isBlank(segment.charAt(0)) || isBlank(segment.charAt(segment.length() - 1))) {
            found.add(name + " must not hold a part that begins or ends with a space");
        }
        if (segment.endsWith(".")) {
            found.add(name + " must not hold a part that ends with a dot, which Windows clusters drop");
        }
        return found;
    }

    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i); // none of these is beyond a char
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
