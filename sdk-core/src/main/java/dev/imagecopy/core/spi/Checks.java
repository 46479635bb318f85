package dev.imagecopy.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with an input, so that one exception names all of it. Not safe for use by several
 * threads. No message quotes a value, only names and limits.
 */
public final class Checks {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    private final String subject;
    private final List<String> violations = new ArrayList<>();

    private Checks(String subject) {
        this.subject = subject;
    }

    /**
     * Starts an empty collection.
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
     * @param holds whether all is well
     * @param violation what is wrong otherwise, for example {@code name must not be empty}
     * @return this
     */
    public Checks check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
        return this;
    }

    /**
     * Checks that a value was given and is not blank.
     *
     * @param name the field's name
     * @param value the value
     * @return this
     */
    public Checks required(String name, @Nullable String value) {
        return check(value != null && !value.isBlank(), name + " is required and must not be blank");
    }

    /**
     * Checks an id that goes into a URL: 1 to 128 of {@code A-Z a-z 0-9 . _ -}, neither {@code .} nor {@code ..}.
     *
     * @param name the field's name
     * @param value the value; null is a violation
     * @return this
     */
    public Checks id(String name, @Nullable String value) {
        return check(value != null && isId(value), name + " " + ID_RULE);
    }

    /**
     * Checks a region: 1 to 40 of {@code a-z 0-9 -}.
     *
     * @param name the field's name
     * @param value the value; null is a violation
     * @return this
     */
    public Checks region(String name, @Nullable String value) {
        return check(
                value != null && REGION.matcher(value).matches(),
                name + " must be 1 to 40 characters out of a-z, 0-9 and '-'");
    }

    /**
     * Checks a text's length, counted in characters as users see them (code points).
     *
     * @param name the field's name
     * @param value the value; null is fine
     * @param min the fewest characters
     * @param max the most characters
     * @return this
     */
    public Checks length(String name, @Nullable String value, int min, int max) {
        if (value != null) {
            int length = value.codePointCount(0, value.length());
            check(
                    length >= min && length <= max,
                    name + " must have " + min + " to " + max + " characters, but has " + length);
        }
        return this;
    }

    /**
     * Checks that a text holds no control character.
     *
     * @param name the field's name
     * @param value the value; null is fine
     * @return this
     */
    public Checks noControls(String name, @Nullable String value) {
        return check(
                value == null || value.codePoints().noneMatch(Character::isISOControl),
                name + " must not hold control characters");
    }

    /**
     * Returns what was found.
     *
     * @return the violations in the order of the checks
     */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Ends the checks.
     *
     * @throws IllegalArgumentException if anything is wrong; the message names all of it
     */
    public void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(subject + ": " + String.join("; ", violations));
        }
    }

    private static final String ID_RULE =
            "must be 1 to 128 characters out of A-Z, a-z, 0-9, '.', '_' and '-', and neither '.' nor '..'";

    private static boolean isId(String value) {
        return ID.matcher(value).matches() && !".".equals(value) && !"..".equals(value);
    }

    /**
     * Checks a single id, as {@link #id} does.
     *
     * @param name the field's name
     * @param value the id
     * @return the id
     * @throws IllegalArgumentException if it is none
     */
    public static String requireId(String name, @Nullable String value) {
        if (value == null || !isId(value)) {
            throw new IllegalArgumentException(name + " " + ID_RULE);
        }
        return value;
    }
}
