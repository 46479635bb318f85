package dev.imagecopy.cli.plan.yaml;

import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what may be a comment: the rest of a line after a {@code #} at its beginning or after white space. Inside a text, that is
 * a part of the text.
 */
final class Comments {
    private Comments() {}

    static List<Text> of(String file) {
        List<Text> comments = new ArrayList<>();
        int line = 1;
        for (String text : file.split("\\r\\n|[\\r\\n\\u0085\\u2028\\u2029]", -1)) {
            int start = start(text);
            if (start >= 0) {
                Place place = new Place(line, text.codePointCount(0, start) + 1);
                comments.add(new Text(place, text.substring(start + 1), true));
            }
            line++;
        }
        return comments;
    }

    private static int start(String line) {
        int start = line.indexOf('#');
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start = line.indexOf('#', start + 1);
        }
        return start;
    }
}
