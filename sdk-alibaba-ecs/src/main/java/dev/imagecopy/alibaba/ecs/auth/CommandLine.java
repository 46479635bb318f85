package dev.imagecopy.alibaba.ecs.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a command line into words as people write it: blanks divide, quotes of either kind at the beginning of a word or
 * behind {@code =} hold it together, and a backslash counts for itself, as in a path of Windows, but before a double quote
 * between such. No shell runs it: variables and patterns are
 * not expanded.
 */
final class CommandLine {
    private CommandLine() {}

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escaped = c == '\\' && quote == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (escaped) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'') && mayQuote(word)) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Inside a word a quote stands for itself, as in JSON that a command is given. */
    private static boolean mayQuote(StringBuilder word) {
        return word.isEmpty() || word.charAt(word.length() - 1) == '=';
    }
}
