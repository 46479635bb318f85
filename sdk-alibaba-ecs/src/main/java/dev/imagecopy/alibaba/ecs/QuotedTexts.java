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
 * @param hashes the hashes in the message, wherever they stand, or the beginnings of hashes that were cut off
 * @param comparable whether a text or hash is complete and of the vendor's form, so that one that differs from ours is another one
 * @param cutOff whether a text ends before its closing delimiter, or no text follows the name of the algorithm
 */
record QuotedTexts(String before, List<String> texts, List<String> hashes, boolean comparable, boolean cutOff) {
    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?i)(?:server\\s{0,3})?(?:hashed[\\s-]?)?(?:string[\\s-]?to[\\s-]?sign|canonical[\\s-]?request)(?:\\s{1,3}on\\s{1,3}(?:the\\s{1,3})?server)?"
                    + "(?:\\s{1,3}is\\s{0,3}:?|\\s{0,3}[:=])");

    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final Pattern HASH = Pattern.compile("(?i)ACS3-HMAC-SHA256\\s{0,4}([0-9a-f]{16,64})");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64,128}");
    private static final int HASH_LENGTH = 64;

    /** Method, path, query, a line for each header, an empty line, the headers' names, the hash of the body. */
    private static final Pattern CANONICAL_REQUEST = Pattern.compile(
            "[A-Z]{1,8}\n/[^\n]*+\n[^\n]*+\n(?:[A-Za-z0-9-]++:[^\n]*+\n)++\n[A-Za-z0-9;-]++\n[0-9a-fA-F]{64,128}+");

    private static final Pattern RPC_TEXT = Pattern.compile("(?:GET|POST)&%2F&\\S++");

    static QuotedTexts in(String answer) {
        String message = UnescapedText.of(answer);
        List<String> texts = new ArrayList<>();
        List<String> hashes = new ArrayList<>(hashes(answer));
        hashes.addAll(hashes(message));
        boolean comparable = false;
        boolean open = false;
        Matcher introduction = INTRODUCTION.matcher(message);
        int first = introduction.find() ? introduction.start() : message.length();
        int begin = first < message.length() ? introduction.end() : -1;
        while (begin >= 0) {
            boolean more = introduction.find();
            String quoted = message.substring(begin, more ? introduction.start() : message.length())
                    .strip();
            Matcher hash = HASH.matcher(quoted);
            boolean hasHash = hash.find();
            if (hasHash) {
                hashes.add(hash.group(1).toLowerCase(Locale.ROOT));
            }
            String text = bare(quoted);
            List<String> forms = forms(text, quoted);
            texts.addAll(forms);
            open |= isOpen(text) || text.equalsIgnoreCase(ALGORITHM);
            comparable |= (hasHash && hash.group(1).length() == HASH_LENGTH)
                    || HEX.matcher(text).matches()
                    || (!isOpen(text) && forms.stream().anyMatch(QuotedTexts::isOfTheVendor));
            begin = more ? introduction.end() : -1;
        }
        return new QuotedTexts(
                message.substring(0, first).strip(), List.copyOf(texts), List.copyOf(hashes), comparable, open);
    }

    /** What the text may have been before others wrote it down. */
    private static List<String> forms(String text, String quoted) {
        List<String> forms = new ArrayList<>(List.of(text, CanonicalLines.restored(text)));
        forms.addAll(UnescapedText.percent(text));
        for (String form : List.copyOf(forms)) {
            Matcher request = CANONICAL_REQUEST.matcher(form);
            if (request.lookingAt()) { // without what a bare text is followed by
                forms.add(request.group());
            }
        }
        forms.add(quoted.split("\\s", 2)[0]); // a bare string to sign has no blanks; what follows one is not of it
        return forms;
    }

    private static boolean isOfTheVendor(String text) {
        return CANONICAL_REQUEST.matcher(text).matches()
                || RPC_TEXT.matcher(text).matches();
    }

    /** Every hash in a text; digits of an escaped line end may stand before one. */
    private static List<String> hashes(String text) {
        List<String> hashes = new ArrayList<>();
        Matcher hex = HEX.matcher(text);
        while (hex.find()) {
            String digits = hex.group().toLowerCase(Locale.ROOT);
            for (int i = 0; i + HASH_LENGTH <= digits.length(); i++) {
                hashes.add(digits.substring(i, i + HASH_LENGTH));
            }
        }
        return hashes;
    }

    /** Removes brackets or quotes and whatever follows the closing one. */
    private static String bare(String quoted) {
        String inner = within(quoted, '[', ']');
        if (inner.equals(quoted)) {
            inner = within(quoted, '"', '"');
        }
        return inner.equals(quoted) ? within(quoted, '\'', '\'') : inner;
    }

    private static boolean isOpen(String text) {
        return !text.isEmpty() && "[\"'".indexOf(text.charAt(0)) >= 0;
    }

    private static String within(String quoted, char open, char close) {
        int end = quoted.lastIndexOf(close);
        return !quoted.isEmpty() && quoted.charAt(0) == open && end > 0 ? quoted.substring(1, end) : quoted;
    }
}
