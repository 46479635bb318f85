package dev.imagecopy.alibaba.ecs;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a canonical request that was quoted with blanks in place of its line ends, as gateways and logs that keep a message on
 * one line leave it: method, path, query, a line for each header, an empty line, the names of the headers, the hash of the body.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">Signature V3</a>
 */
final class CanonicalLines {
    /** Method, path, a header, the names of the headers, a hash: an empty query leaves no word. */
    private static final int FEWEST_WORDS = 5;

    private CanonicalLines() {}

    /** Puts the line ends back; the text as it is if it has any, or is no canonical request. */
    static String restored(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (text.indexOf('\n') >= 0 || words.length < FEWEST_WORDS || !words[1].startsWith("/")) {
            return text;
        }
        int names = words.length - 2;
        boolean hasQuery = words[2].indexOf(':') < 0; // where it would be encoded
        List<String> lines = new ArrayList<>(List.of(words[0], words[1], hasQuery ? words[2] : ""));
        List<String> signed = List.of(words[names].split(";"));
        for (int i = hasQuery ? 3 : 2; i < names; i++) {
            int colon = words[i].indexOf(':');
            if (colon > 0 && signed.contains(words[i].substring(0, colon))) {
                lines.add(words[i]);
            } else { // a value with a blank
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + words[i]);
            }
        }
        lines.addAll(List.of("", words[names], words[names + 1]));
        return String.join("\n", lines);
    }
}
