package dev.imagecopy.core.spi;

import java.util.List;

/** A path template whose variables are being filled. */
final class PathVariables {
    private String path;

    PathVariables(String template) {
        this.path = template;
    }

    void id(String variable, String id) {
        Checks.requireId(variable, id);
        fill(variable, PercentEncoding.encode(id));
    }

    void segments(String variable, List<String> segments) {
        String text = ""; // a path has few segments: a StringBuilder would take 60 bytes more
        for (String segment : segments) {
            if (segment.isEmpty() || ".".equals(segment) || "..".equals(segment)) {
                throw new IllegalArgumentException(variable + " must not contain an empty segment, '.' or '..'");
            }
            String encoded = PercentEncoding.encode(segment);
            text = text.isEmpty() ? encoded : String.join("/", text, encoded);
        }
        fill(variable, text);
    }

    private void fill(String variable, String encoded) {
        int brace = path.indexOf('{');
        while (brace >= 0 && !isAt(brace, variable)) {
            brace = path.indexOf('{', brace + 1);
        }
        if (brace < 0) {
            throw new IllegalStateException("The path template has no variable " + variable);
        }
        path = path.substring(0, brace).concat(encoded).concat(path.substring(brace + variable.length() + 2));
    }

    private boolean isAt(int brace, String variable) {
        int end = brace + 1 + variable.length();
        return path.startsWith(variable, brace + 1) && end < path.length() && path.charAt(end) == '}';
    }

    String filled() {
        if (path.indexOf('{') >= 0) {
            throw new IllegalStateException("The path template has a variable without a value: " + path);
        }
        return path;
    }
}
