package dev.imagecopy.alibaba.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that the message about a rejected signature quotes as what the service itself has signed. They come after
 * {@code is}, {@code is:} or a colon, in brackets, in quotes or bare, one after the other: {@code server StringToSign is
 * [ACS3-HMAC-SHA256 …] server CanonicalRequest is […]}, {@code server string to sign is:GET&%2F&…}.
 *
 * @param before what the message says before the first of them
 * @param texts the texts, without their delimiters, as far as these can be recognized
 * @param hashes the hashes of canonical requests in the texts, or the beginnings of hashes that were cut off
 * @param cutOff whether no text is complete, so that another one than ours may be the beginning of ours
 */
record QuotedTexts(String before, List<String> texts, List<String> hashes, boolean cutOff) {
    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?i)(?:server\\s{0,3})?(?:string[\\s-]?to[\\s-]?sign|canonical[\\s-]?request)(?:\\s{1,3}on\\s{1,3}(?:the\\s{1,3})?server)?"
                    + "(?:\\s{1,3}is\\s{0,3}:?|\\s{0,3}[:=])");

    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final Pattern HASH = Pattern.compile("(?i)ACS3-HMAC-SHA256(?:\\s|\\\\n){1,4}([0-9a-fA-F]{16,64})");

    static QuotedTexts in(String answer) {
        String message = withoutEntities(answer);
        List<String> texts = new ArrayList<>();
        boolean complete = false;
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
            String text = bare(quoted.strip());
            complete |= !isOpen(text) && !text.equalsIgnoreCase(ALGORITHM);
            texts.add(text);
            texts.add(CanonicalLines.restored(text));
            texts.add(quoted.strip()
                    .split("\\s", 2)[0]); // a bare string to sign has no blanks; what follows one is not of it
            begin = more ? introduction.end() : -1;
        }
        return new QuotedTexts(message.substring(0, first).strip(), List.copyOf(texts), List.copyOf(hashes), !complete);
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
        if (inner.equals(quoted)) {
            inner = within(quoted, '\'', '\'');
        }
        return inner.replace("\\n", "\n").replace("\r\n", "\n");
    }

    private static boolean isOpen(String text) {
        return !text.isEmpty() && "[\"'".indexOf(text.charAt(0)) >= 0;
    }

    /** As gateways write a message that they take for text of a page. */
    private static String withoutEntities(String message) {
        return message.indexOf('&') < 0
                ? message
                : message.replace("&#10;", "\n")
                        .replace("&#13;", "\r")
                        .replace("&#91;", "[")
                        .replace("&#93;", "]")
                        .replace("&#39;", "'")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
    }

    private static String within(String quoted, char open, char close) {
        int end = quoted.lastIndexOf(close);
        return !quoted.isEmpty() && quoted.charAt(0) == open && end > 0 ? quoted.substring(1, end) : quoted;
    }
}
