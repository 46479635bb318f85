package dev.imagecopy.core.internal;

import java.util.Arrays;

/**
 * A text without the escapes of JSON, URLs and HTML, even nested ones, with the position in the original text that each
 * character comes from. Escapes that ordinary text often looks like (quoted-printable, octal, HTML without its semicolon) are
 * decoded only in the {@link #loose} form. Non-ASCII characters are represented by their UTF-8 bytes, in lower case, since URLs escape bytes.
 * Computed in linear time: an escape is decoded at its last character, and the decoded character may be the last one of another
 * escape.
 */
final class CanonicalText implements CharSequence {
    /** The most digits of a code point in braces. */
    private static final int LONGEST_NUMBER = 8;

    private static final int INITIAL = 64;

    /** No character of a text. */
    private static final char BREAK = '\uffff';

    private final boolean nested;
    private final boolean loose;
    private char[] chars;
    private int[] from;
    private int[] to;
    private int length;
    private int meant;
    private boolean meantByte;

    private CanonicalText(int expected, boolean nested, boolean loose) {
        this.nested = nested;
        this.loose = loose;
        chars = new char[expected];
        from = new int[expected];
        to = new int[expected];
    }

    /** For characters that are put in one after another. */
    static CanonicalText empty() {
        return new CanonicalText(INITIAL, false, false);
    }

    /** Decodes all escapes. */
    static CanonicalText unescaped(String text) {
        return mayBeEscaped(text) ? decoded(text, new CanonicalText(text.length() + 2, true, false)) : literal(text);
    }

    /**
     * Decodes the escapes that the text itself contains, but none that results from decoding: what a service escaped once, even
     * if it looks like an escape itself.
     */
    static CanonicalText unescapedOnce(String text) {
        return decoded(text, new CanonicalText(text.length() + 2, false, false));
    }

    /**
     * Decodes everything that may be an escape, even if it is more likely a part of the text.
     *
     * @param nested whether to decode also what results from decoding
     */
    static CanonicalText loose(String text, boolean nested) {
        return decoded(text, new CanonicalText(text.length() + 2, nested, true));
    }

    /** Whether the loose form of a text may differ from the other forms. */
    static boolean mayBeLoose(String text) {
        return text.indexOf('=') >= 0 || mayBeEscaped(text);
    }

    /** Whether the unescaped forms of a text may differ from the literal one: each escape begins with one of these. */
    static boolean mayBeEscaped(String text) {
        return text.indexOf('&') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('%') >= 0;
    }

    private static CanonicalText decoded(String text, CanonicalText result) {
        for (int i = 0; i < text.length(); i++) {
            result.add(text.charAt(i), i, i + 1);
        }
        if (result.loose) {
            result.endEntity(' ');
        }
        return result;
    }

    /** Takes a text literally: a backslash or a percent sign stands for itself. */
    static CanonicalText literal(String text) {
        CanonicalText result = new CanonicalText(text.length() + 2, false, false);
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
        CanonicalText result = new CanonicalText(length + 2, false, false);
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

    private void add(int c, int start, int end) {
        if (loose) {
            endEntity(c);
        }
        append(c, start, end);
        decodeEnd();
    }

    /** A loop instead of recursion, since escapes may be nested a hundred thousand times. */
    private void decodeEnd() {
        for (int escape = escapeAtEnd(); escape > 0 && (nested || isOriginal(escape)); escape = escapeAtEnd()) {
            if (decode(escape) || !nested) {
                return;
            }
        }
    }

    /** Decodes an entity without a semicolon, if the next character is not part of it. */
    private void endEntity(int next) {
        for (int entity = openEntity(next); entity > 0 && (nested || isOriginal(entity)); entity = openEntity(next)) {
            decode(entity);
            if (!nested) {
                return;
            }
            decodeEnd();
        }
    }

    /** Whether the last characters stand in the original text as they are here. */
    private boolean isOriginal(int escape) {
        return to[length - 1] - from[length - escape] == escape;
    }

    /** Replaces the escape at the end by its meaning; true for a byte of UTF-8, which is no character. */
    private boolean decode(int escape) {
        int first = from[length - escape];
        int last = to[length - 1];
        length -= escape;
        if (meantByte && meant >= 0x80) {
            put((char) meant, first, last);
            joinBytes();
            return true;
        }
        append(meant, first, last);
        return false;
    }

    /** Replaces the bytes at the end by their character, if they are a whole one, since it may be invisible or a capital. */
    private void joinBytes() {
        int lead = length - 1;
        while (lead > 0 && length - lead < 4 && (chars[lead] & 0xc0) == 0x80) {
            lead--;
        }
        int count = length - lead;
        int code = chars[lead];
        if (code < 0xc0 || count != (code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4)) {
            return;
        }
        code &= 0x7f >> count;
        for (int i = lead + 1; i < length; i++) {
            code = (code << 6) | (chars[i] & 0x3f);
        }
        if (Character.isValidCodePoint(code)) {
            int last = to[length - 1];
            length = lead;
            append(code, from[lead], last);
        }
    }

    /** The length of the escape that ends at the latest character, with its meaning in {@link #meant}; 0 if none ends there. */
    private int escapeAtEnd() {
        char c = chars[length - 1];
        meantByte = false;
        if (c == ';') {
            return entityAtEnd();
        }
        if (c == '}') {
            return bracesAtEnd();
        }
        if (length > 1 && chars[length - 2] == '\\' && "\\/\"'nrtbf".indexOf(c) >= 0) {
            meant = "nrtbf".indexOf(c) >= 0 ? ' ' : c;
            return 2;
        }
        if (isHexBehind(2, '%') || (loose && isHexBehind(2, '='))) {
            meantByte = true;
            return meaning(2, 3, 16);
        }
        if (isHexBehind(4, 'u') && length > 5 && (chars[length - 6] == '\\' || chars[length - 6] == '%')) {
            return meaning(4, 6, 16);
        }
        if (loose
                && isHexBehind(3, '\\')
                && isOctal(length - 3, '3')
                && isOctal(length - 2, '7')
                && isOctal(length - 1, '7')) {
            meantByte = true;
            return meaning(3, 4, 8);
        }
        return isHexBehind(2, 'x') && length > 3 && chars[length - 4] == '\\' ? meaning(2, 4, 16) : 0;
    }

    private int meaning(int digits, int escape, int radix) {
        meant = Integer.parseInt(new String(chars, length - digits, digits), radix);
        return escape;
    }

    private boolean isOctal(int index, char highest) {
        return chars[index] >= '0' && chars[index] <= highest;
    }

    /** A code point in braces. */
    private int bracesAtEnd() {
        int digit = length - 2;
        while (digit >= 0 && length - 2 - digit < LONGEST_NUMBER && isHex(digit)) {
            digit--;
        }
        int digits = length - 2 - digit;
        if (digits == 0 || digit < 2 || chars[digit] != '{' || chars[digit - 2] != '\\') {
            return 0;
        }
        long code = Long.parseLong(new String(chars, digit + 1, digits), 16);
        int sign = chars[digit - 1] | ' ';
        if ((sign != 'u' && sign != 'x') || code > Character.MAX_CODE_POINT) {
            return 0;
        }
        meant = (int) code;
        return digits + 4;
    }

    /** The length of the entity at the end that has no semicolon, and that the next character ends; 0 if there is none. */
    private int openEntity(int next) {
        if (next == ';') {
            return 0;
        }
        int start = length - 1;
        while (start >= 0 && length - start <= HtmlEntities.LONGEST && isInEntity(chars[start])) {
            start--;
        }
        int count = length - start - 1;
        if (start < 0 || count < 2 || chars[start] != '&') {
            return 0;
        }
        boolean numeric = chars[start + 1] == '#';
        int radix =
                !numeric ? Character.MAX_RADIX : (chars[start + 2 < length ? start + 2 : start] | ' ') == 'x' ? 16 : 10;
        if (next < 0x80 && Character.digit(next, radix) >= 0) {
            return 0;
        }
        meantByte = false;
        meant = HtmlEntities.meaning(new String(chars, start + 1, count));
        return meant < 0 ? 0 : count + 1;
    }

    private static boolean isInEntity(char c) {
        return c == '#' || (c < 0x80 && Character.isLetterOrDigit(c));
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
        for (int start = length - 2; start >= Math.max(0, length - 2 - HtmlEntities.LONGEST); start--) {
            if (chars[start] == '&') {
                meant = HtmlEntities.meaning(new String(chars, start + 1, length - start - 2));
                return meant < 0 ? 0 : length - start;
            }
        }
        return 0;
    }

    private void append(int c, int start, int end) {
        if (c < 0x80) {
            put((char) c, start, end);
        } else if (isInvisible(c)) {
            put(' ', start, end);
        } else if (c > 0xffff) {
            append(Character.highSurrogate(c), start, end);
            append(Character.lowSurrogate(c), start, end);
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

    /** Blanks, and selectors and joiners of other characters, which show nothing themselves. */
    static boolean isInvisible(int c) {
        return Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0x34f
                || (c >= 0xfe00 && c <= 0xfe0f);
    }

    /** Adds a byte of UTF-8, or of anything else. */
    void putByte(int b, int start, int end) {
        put((char) b, start, end);
        if (b >= 0x80) {
            joinBytes();
        }
    }

    /** Ends what was put in so far, so that no run of a secret is found across this place. */
    void breakAt(int place) {
        put(BREAK, place, place);
    }

    void truncate(int newLength) {
        length = newLength;
    }

    void put(char c, int start, int end) {
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
