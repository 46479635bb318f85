package dev.imagecopy.core.credentials;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of a {@linkplain ProfileFile profile file}.
 *
 * @param text the line without the blanks around it
 * @param bare the text without the comment behind it: what a comment contains makes no line an entry
 * @param divider where a name ends, at the separator that comes first, since a value may contain both; negative if there is none
 * @param indent how many blanks precede the line
 */
record ProfileLine(String text, String bare, int divider, int indent) {
    private static final List<String> COMMENTS = List.of("#", ";", "//");

    /** What copying from other files leaves behind a value, and a comment without a blank before it. */
    private static final String LEFTOVER = "[\\s;,.\\\\\"'`)\\]}>]*(?:(?:[#;]|//).*)?";

    private static final Pattern LEFT_OVER = Pattern.compile(LEFTOVER);

    /** The first line of a token that was broken: mail and tools break lines at 60, 64 or 76 characters. */
    private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{60,}");

    /** A line of base64 that begins as a comment does, as one of 4,096 lines. */
    private static final Pattern SLASHED_BASE64 =
            Pattern.compile("//([A-Za-z0-9+/]{8,}|[A-Za-z0-9+/]+(?==))={0,2}" + LEFTOVER);

    /** A line that people draw between entries. */
    private static final Pattern RULE = Pattern.compile("([-=*_~])\\1{2,}");

    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    /** What ends a file on DOS. */
    private static final String CONTROL_Z = "\u001a";

    private static final String MARK = "\ufeff"; // of the byte order

    static ProfileLine of(String raw) {
        String text = blanks(raw).strip();
        int comment = comment(text);
        String bare = comment < 0 ? text : text.substring(0, comment).strip();
        int equals = bare.indexOf('=');
        int colon = bare.indexOf(':');
        int divider = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
        return new ProfileLine(
                text, bare, divider, raw.length() - raw.stripLeading().length());
    }

    /**
     * Text copied from a web page contains other kinds of spaces, and joined files may have a byte order mark in the middle. One
     * that is inside a value stays there, and makes it unusable.
     */
    static String blanks(String line) {
        String text = HiddenCharacters.stripped(line.replace('\u00a0', ' '));
        while (text.startsWith(MARK) || text.endsWith(CONTROL_Z)) {
            int start = text.startsWith(MARK) ? 1 : 0;
            int end = text.length() - (text.endsWith(CONTROL_Z) ? 1 : 0);
            text = HiddenCharacters.stripped(text.substring(start, end));
        }
        return text;
    }

    boolean startsAHeading() {
        return text.startsWith("[");
    }

    /** The name in brackets; empty if the line is no heading, or a damaged one. */
    Optional<String> heading() {
        int end = text.indexOf(']');
        if (!startsAHeading() || end < 0) {
            return Optional.empty();
        }
        String rest = HiddenCharacters.stripped(text.substring(end + 1));
        return rest.isEmpty() || isComment(rest)
                ? Optional.of(Quotes.removed(HiddenCharacters.stripped(text.substring(1, end))))
                : Optional.empty();
    }

    /** Whether the line says nothing: it is empty, a comment, or drawn between entries. */
    boolean isIdle() {
        return text.isEmpty() || isComment(text) || RULE.matcher(text).matches();
    }

    /** Whether the next line belongs to this one. */
    boolean isOpen() {
        return !isComment(text) && (text.endsWith("\\") || bare.endsWith("\\"));
    }

    /**
     * Whether the line has a name and a value, and is not only a part of a value with one of the separators in it.
     *
     * @param isDoubtful whether it stands where a value may go on
     */
    boolean isEntry(boolean isDoubtful) {
        if (divider <= 0 || bare.startsWith("==", divider)) { // base64 may end so
            return false;
        }
        if (isSpaced()) {
            return true;
        }
        String name = bare.substring(0, divider);
        if (isDoubtful) {
            return EntryName.isWords(name)
                    && (isEndOfBase64() || !DIGIT.matcher(name).find());
        }
        return isEndOfBase64() ? EntryName.isWords(name) : !EntryName.isRandom(name);
    }

    /**
     * Whether the line, which looks like an entry without a value, may also be the end of the value above.
     *
     * @param above that value
     * @param isDoubtful whether the line stands where it may go on
     */
    boolean mayEnd(String above, boolean isDoubtful) {
        return isEndOfBase64()
                && !isSpaced()
                && (isDoubtful || isLongBase64(above))
                && !EntryName.isEvident(bare.substring(0, divider));
    }

    /** Whether the line, which begins as a comment does, is a part of the value above: base64 contains slashes. */
    boolean isSlashedPartOf(String above) {
        Matcher base64 = SLASHED_BASE64.matcher(bare);
        return base64.matches()
                && isLongBase64(above)
                && !Stream.of(base64.group(1).split("/|\\+"))
                        .allMatch(part -> part.isEmpty() || EntryName.isWords(part));
    }

    String name() {
        return HiddenCharacters.stripped(text.substring(0, divider));
    }

    String value() {
        return value(text.substring(divider + 1));
    }

    private static String value(String text) {
        String bare = text.strip();
        if (bare.startsWith("\"") || bare.startsWith("'")) {
            int end = bare.indexOf(bare.charAt(0), 1);
            String rest = end < 0 ? "x" : bare.substring(end + 1).strip();
            if (rest.isEmpty() || isComment(rest)) {
                return bare.substring(1, end);
            }
        }
        int comment = comment(text);
        return comment < 0 ? bare : text.substring(0, comment).strip();
    }

    private boolean isSpaced() {
        return Character.isWhitespace(bare.charAt(divider - 1));
    }

    /**
     * Whether the separator is the {@code =} that may end base64, with nothing behind it but a comment or what copying leaves. A
     * pair of quotes encloses a value, which may be empty.
     */
    private boolean isEndOfBase64() {
        String behind = bare.substring(divider + 1).strip();
        boolean isQuoted = !Quotes.removed(behind).equals(behind);
        return bare.charAt(divider) == '='
                && !isQuoted
                && LEFT_OVER.matcher(behind).matches();
    }

    private static boolean isLongBase64(String value) {
        return LONG_BASE64.matcher(MisplacedSecret.bare(value)).matches();
    }

    /** Where the comment behind a value begins, at a mark behind a blank; negative if there is none. */
    private static int comment(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i - 1)) && isComment(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isComment(String text) {
        return isComment(text, 0);
    }

    private static boolean isComment(String text, int start) {
        return COMMENTS.stream().anyMatch(mark -> text.startsWith(mark, start));
    }
}
