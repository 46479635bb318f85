package dev.imagecopy.alibaba.ecs.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words at spaces. Single or double quotes at the beginning of a word or after {@code =} keep spaces
 * together. A backslash stands for itself, as in a Windows path, except before a double quote inside double quotes. No shell is
 * involved: variables and patterns are not expanded.
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

    /** Inside a word, a quote stands for itself, as in JSON passed to a command. */
    private static boolean mayQuote(StringBuilder word) {
        return word.isEmpty() || word.charAt(word.length() - 1) == '=';
    }
}
