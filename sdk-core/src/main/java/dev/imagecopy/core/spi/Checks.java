package dev.imagecopy.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects all violations in an input, so that one exception reports them together. Not thread-safe. Messages contain names and
 * limits, but never values. Written without regular expressions, streams, lambdas and precomputed messages: each request is
 * checked several times, which used to take 1.9 KB, the first regular expression loads 60 classes, and the first use of each
 * lambda takes half a millisecond.
 */
public final class Checks {
    private static final int MAX_ID = 128;
    private static final int MAX_REGION = 40;

    private final String subject;
    private final List<String> violations = new ArrayList<>();

    private Checks(String subject) {
        this.subject = subject;
    }

    /**
     * Creates an empty collection.
     *
     * @param subject what is being checked, for example {@code HuaweiCopyImageRequest}
     * @return the collection
     */
    public static Checks of(String subject) {
        return new Checks(subject);
    }

    /**
     * Adds a violation.
     *
     * @param holds whether the condition is met
     * @param violation what is wrong if not, for example {@code name must not be empty}
     * @return this
     */
    public Checks check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
        return this;
    }

    /**
     * Checks that a value is present and not blank.
     *
     * @param name the field's name
     * @param value the value
     * @return this
     */
    public Checks required(String name, @Nullable String value) {
        return value != null && !value.isBlank() ? this : check(false, name + " is required and must not be blank");
    }

    /**
     * Checks an id that goes into a URL: 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}, but neither {@code .} nor
     * {@code ..}.
     *
     * @param name the field's name
     * @param value the value; null is a violation
     * @return this
     */
    public Checks id(String name, @Nullable String value) {
        return value != null && isId(value) ? this : check(false, name + " " + ID_RULE);
    }

    /**
     * Checks a region: 1 to 40 characters of {@code a-z 0-9 -}.
     *
     * @param name the field's name
     * @param value the value; null is a violation
     * @return this
     */
    public Checks region(String name, @Nullable String value) {
        if (value == null) {
            return check(false, name + " is required");
        }
        return isRegion(value) ? this : check(false, name + " must be 1 to 40 characters of a-z, 0-9 and '-'");
    }

    /**
     * Checks the length of a text in code points.
     *
     * @param name the field's name
     * @param value the value; null is valid
     * @param min the minimum length
     * @param max the maximum length
     * @return this
     */
    public Checks length(String name, @Nullable String value, int min, int max) {
        if (value != null) {
            int length = value.codePointCount(0, value.length());
            if (length < min || length > max) {
                check(false, name + " must have " + min + " to " + max + " characters, but has " + length);
            }
        }
        return this;
    }

    /**
     * Checks that a text contains no control character.
     *
     * @param name the field's name
     * @param value the value; null is valid
     * @return this
     */
    public Checks noControls(String name, @Nullable String value) {
        return value == null || !hasControl(value) ? this : check(false, name + " must not contain control characters");
    }

    /**
     * Checks that a text is one of a closed list of words, as the vendor writes them.
     *
     * @param name the field's name
     * @param value the value; null is valid
     * @param words the words
     * @return this
     */
    public Checks oneOf(String name, @Nullable String value, List<String> words) {
        return value == null || words.contains(value)
                ? this
                : check(false, name + " must be one of " + String.join(", ", words));
    }

    private static boolean hasControl(String value) {
        boolean found = false;
        for (int i = 0; i < value.length() && !found; i++) {
            found = Character.isISOControl(value.charAt(i));
        }
        return found;
    }

    /** {@return the violations in the order of the checks} */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Throws if there are violations.
     *
     * @throws IllegalArgumentException if there are violations; the message lists all of them
     */
    public void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(subject + ": " + String.join("; ", violations));
        }
    }

    private static final String ID_RULE =
            "must be 1 to 128 characters of A-Z, a-z, 0-9, '.', '_' and '-', and neither '.' nor '..'";

    /**
     * Returns whether a text is an id as {@link #id} requires it.
     *
     * @param value the text
     * @return true if it can go into a URL
     */
    public static boolean isId(String value) {
        boolean holds = !value.isEmpty() && value.length() <= MAX_ID && !".".equals(value) && !"..".equals(value);
        for (int i = 0; i < value.length() && holds; i++) {
            char c = value.charAt(i);
            holds = isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
        }
        return holds;
    }

    private static boolean isRegion(String value) {
        boolean holds = !value.isEmpty() && value.length() <= MAX_REGION;
        for (int i = 0; i < value.length() && holds; i++) {
            char c = value.charAt(i);
            holds = isLowerOrDigit(c) || c == '-';
        }
        return holds;
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Returns whether all characters of a text satisfy a condition.
     *
     * @param text the text
     * @param kind the condition, on the UTF-16 code unit
     * @return true if every character does, or if there is none
     */
    public static boolean all(String text, IntPredicate kind) {
        for (int i = 0; i < text.length(); i++) {
            if (!kind.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether a host consists of digits and dots: in a URI, that is an IPv4 address and never a name.
     *
     * @param host a URI's host
     * @return true if it contains nothing else
     */
    public static boolean isDottedNumbers(String host) {
        boolean holds = true;
        for (int i = 0; i < host.length() && holds; i++) {
            holds = host.charAt(i) == '.' || isDigit(host.charAt(i));
        }
        return holds;
    }

    /**
     * Returns whether a text consists of the digits 0 to 9.
     *
     * @param text the text
     * @return true if it contains nothing else, or nothing at all
     */
    public static boolean isDigits(String text) {
        boolean holds = true;
        for (int i = 0; i < text.length() && holds; i++) {
            holds = isDigit(text.charAt(i));
        }
        return holds;
    }

    /**
     * Returns whether a text can be a header value: visible ASCII without spaces.
     *
     * @param text the text
     * @return true if every character is in {@code !} to {@code ~}, or if there is none
     */
    public static boolean isVisibleAscii(String text) {
        boolean holds = true;
        for (int i = 0; i < text.length() && holds; i++) {
            holds = text.charAt(i) > ' ' && text.charAt(i) <= '~';
        }
        return holds;
    }

    /**
     * Checks a single id, as {@link #id} does.
     *
     * @param name the field's name
     * @param value the id
     * @return the id
     * @throws IllegalArgumentException if it is not valid
     */
    public static String requireId(String name, @Nullable String value) {
        if (value == null || !isId(value)) {
            throw new IllegalArgumentException(name + " " + ID_RULE);
        }
        return value;
    }
}
