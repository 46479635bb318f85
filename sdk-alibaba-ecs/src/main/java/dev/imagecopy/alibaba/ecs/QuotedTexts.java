package dev.imagecopy.alibaba.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that the message about a rejected signature quotes as what the service itself has signed. They come after
 * {@code is} or {@code is:}, in brackets, in quotes or bare, one after the other: {@code server StringToSign is
 * [ACS3-HMAC-SHA256 …] server CanonicalRequest is […]}, {@code server string to sign is:GET&%2F&…}.
 *
 * @param before what the message says before the first of them
 * @param texts the texts, without their delimiters, as far as these can be recognized
 * @param hashes the hashes of canonical requests in the texts
 */
record QuotedTexts(String before, List<String> texts, List<String> hashes) {
    private static final Pattern INTRODUCTION =
            Pattern.compile("(?i)(?:server\\s{0,3})?(?:string\\s?to\\s?sign|canonical\\s?request)\\s{1,3}is\\s{0,3}:?");

    private static final Pattern HASH = Pattern.compile("ACS3-HMAC-SHA256(?:\\s|\\\\n){1,4}([0-9a-fA-F]{64})");

    static QuotedTexts in(String message) {
        List<String> texts = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        Matcher introduction = INTRODUCTION.matcher(message);
        int first = introduction.find() ? introduction.start() : message.length();
        int begin = first < message.length() ? introduction.end() : -1;
        while (begin >= 0) {
            boolean more = introduction.find();
            String quoted = message.substring(begin, more ? introduction.start() : message.length());
            Matcher hash = HASH.matcher(quoted);
            if (hash.find()) {
                hashes.add(hash.group(1).toLowerCase(Locale.ROOT));
            }
            texts.add(bare(quoted.strip()));
            texts.add(quoted.strip()
                    .split("\\s", 2)[0]); // a bare string to sign has no blanks; what follows one is not of it
            begin = more ? introduction.end() : -1;
        }
        return new QuotedTexts(message.substring(0, first).strip(), List.copyOf(texts), List.copyOf(hashes));
    }

    /**
     * Removes brackets or quotes and whatever follows the closing one, and restores line ends that were written as two
     * characters.
     */
    private static String bare(String quoted) {
        String inner = within(quoted, '[', ']');
        if (inner.equals(quoted)) {
            inner = within(quoted, '"', '"');
        }
        return inner.replace("\\n", "\n");
    }

    private static String within(String quoted, char open, char close) {
        int end = quoted.lastIndexOf(close);
        return !quoted.isEmpty() && quoted.charAt(0) == open && end > 0 ? quoted.substring(1, end) : quoted;
    }
}
