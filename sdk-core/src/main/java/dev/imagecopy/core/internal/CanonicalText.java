package dev.imagecopy.core.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A text without the escapes of JSON, URLs and HTML, even nested ones, with the position in the original text that each
 * character comes from. Non-ASCII characters are represented by their UTF-8 bytes, in lower case, since URLs escape bytes.
 * Computed in linear time: an escape is decoded at its last character, and the decoded character may be the last one of another
 * escape.
 */
final class CanonicalText implements CharSequence {
    /** The names of HTML for ASCII characters, in lower case, and two that look like one; HTML has 2,000 more. */
    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("tab", ' '),
            Map.entry("newline", ' '),
            Map.entry("nbsp", ' '),
            Map.entry("nonbreakingspace", ' '),
            Map.entry("excl", '!'),
            Map.entry("quot", '"'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("amp", '&'),
            Map.entry("apos", '\''),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("ast", '*'),
            Map.entry("midast", '*'),
            Map.entry("plus", '+'),
            Map.entry("comma", ','),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'),
            Map.entry("period", '.'),
            Map.entry("sol", '/'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("lt", '<'),
            Map.entry("equals", '='),
            Map.entry("gt", '>'),
            Map.entry("quest", '?'),
            Map.entry("commat", '@'),
            Map.entry("lsqb", '['),
            Map.entry("lbrack", '['),
            Map.entry("bsol", '\\'),
            Map.entry("rsqb", ']'),
            Map.entry("rbrack", ']'),
            Map.entry("hat", '^'),
            Map.entry("lowbar", '_'),
            Map.entry("underbar", '_'),
            Map.entry("grave", '`'),
            Map.entry("diacriticalgrave", '`'),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("verbar", '|'),
            Map.entry("vert", '|'),
            Map.entry("verticalline", '|'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'));

    private static final int LONGEST_ENTITY = "nonbreakingspace".length();

    private char[] chars;
    private int[] from;
    private int[] to;
    private int length;
    private int meant;

    private CanonicalText(int expected) {
        chars = new char[expected];
        from = new int[expected];
        to = new int[expected];
    }

    /** Decodes all escapes. */
    static CanonicalText unescaped(String text) {
        CanonicalText result = new CanonicalText(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            result.add(text.charAt(i), i, i + 1);
        }
        return result;
    }

    /**
     * Decodes the escapes that the text itself contains, but none that results from decoding: what a service escaped once, even
     * if it looks like an escape itself.
     */
    static CanonicalText unescapedOnce(String text) {
        CanonicalText result = new CanonicalText(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            result.append(text.charAt(i), i, i + 1);
            int escape = result.escapeAtEnd();
            if (escape > 0 && result.from[result.length - escape] == i + 1 - escape) {
                result.decode(escape);
            }
        }
        return result;
    }

    /** Takes a text literally: a backslash or a percent sign stands for itself. */
    static CanonicalText literal(String text) {
        CanonicalText result = new CanonicalText(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            result.append(text.charAt(i), i, i + 1);
        }
        return result;
    }

    /**
     * Reduces the text to what distinguishes secrets: lower case, without white space and without characters that may replace
     * it or get lost on the way (a plus sign, base64 padding, a backslash).
     */
    CanonicalText folded() {
        CanonicalText result = new CanonicalText(length + 2);
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c > ' ' && c != 0x7f && c != '+' && c != '=' && c != '\\') {
                result.put(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c, from[i], to[i]);
            }
        }
        return result;
    }

    /** Where a character starts in the original text. */
    int from(int index) {
        return from[index];
    }

    /** Where a character ends in the original text. */
    int to(int index) {
        return to[index];
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    /** A loop instead of recursion, since escapes may be nested a hundred thousand times. */
    private void add(int c, int start, int end) {
        append(c, start, end);
        for (int escape = escapeAtEnd(); escape > 0; escape = escapeAtEnd()) {
            if (decode(escape)) {
                return; // a byte of UTF-8
            }
        }
    }

    /** Replaces the escape at the end by its meaning; true for a byte of UTF-8, which is no character. */
    private boolean decode(int escape) {
        int first = from[length - escape];
        int last = to[length - 1];
        length -= escape;
        if (escape == "%XX".length() && meant >= 0x80) {
            put((char) meant, first, last);
            return true;
        }
        append(meant, first, last);
        return false;
    }

    /** The length of the escape that ends at the latest character, with its meaning in {@link #meant}; 0 if none ends there. */
    private int escapeAtEnd() {
        char c = chars[length - 1];
        if (c == ';') {
            return entityAtEnd();
        }
        if (length > 1 && chars[length - 2] == '\\' && "\\/\"'nrtbf".indexOf(c) >= 0) {
            meant = "nrtbf".indexOf(c) >= 0 ? ' ' : c;
            return 2;
        }
        if (isHexBehind(2, '%')) {
            return meaning(2, 3);
        }
        if (isHexBehind(4, 'u') && length > 5 && (chars[length - 6] == '\\' || chars[length - 6] == '%')) {
            return meaning(4, 6);
        }
        return isHexBehind(2, 'x') && length > 3 && chars[length - 4] == '\\' ? meaning(2, 4) : 0;
    }

    private int meaning(int digits, int escape) {
        meant = Integer.parseInt(new String(chars, length - digits, digits), 16);
        return escape;
    }

    private boolean isHexBehind(int digits, char sign) {
        if (length <= digits || chars[length - digits - 1] != sign) {
            return false;
        }
        for (int i = length - digits; i < length; i++) {
            if (!isHex(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isHex(int index) {
        return chars[index] < 0x80 && Character.digit(chars[index], 16) >= 0;
    }

    private int entityAtEnd() {
        for (int start = length - 2; start >= Math.max(0, length - 2 - LONGEST_ENTITY); start--) {
            if (chars[start] == '&') {
                meant = entity(new String(chars, start + 1, length - start - 2));
                return meant < 0 ? 0 : length - start;
            }
        }
        return 0;
    }

    private static int entity(String name) {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        if (!hex && !name.startsWith("#")) {
            Character known = ENTITIES.get(name.toLowerCase(Locale.ROOT));
            return known == null ? -1 : known;
        }
        try {
            int number = Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
            return number >= 0 && number <= 0xffff ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void append(int c, int start, int end) {
        if (c < 0x80) {
            put((char) c, start, end);
        } else if (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT) {
            put(' ', start, end);
        } else {
            int lower = Character.toLowerCase(c);
            if (lower < 0x800) {
                put((char) (0xc0 | (lower >> 6)), start, end);
            } else {
                put((char) (0xe0 | (lower >> 12)), start, end);
                put((char) (0x80 | ((lower >> 6) & 0x3f)), start, end);
            }
            put((char) (0x80 | (lower & 0x3f)), start, end);
        }
    }

    private void put(char c, int start, int end) {
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, 2 * length);
            from = Arrays.copyOf(from, 2 * length);
            to = Arrays.copyOf(to, 2 * length);
        }
        chars[length] = c;
        from[length] = start;
        to[length++] = end;
    }
}
