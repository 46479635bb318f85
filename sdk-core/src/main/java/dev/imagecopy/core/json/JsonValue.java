package dev.imagecopy.core.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a JSON document, read leniently: services send numbers as strings, strings as numbers, and null or nothing for
 * empty. Asking a value for what it is not gives an empty answer, never an exception, so a surprise in one field does not
 * lose the others. Immutable.
 *
 * <p>{@link #toString()} names the type only, since any value may be a secret.
 */
public final class JsonValue {
    private static final JsonValue MISSING = new JsonValue(Kind.MISSING, "");
    static final JsonValue NULL = new JsonValue(Kind.NULL, "");

    /** The types a value can have. */
    public enum Kind {
        /** A map of names to values. */
        OBJECT,
        /** A list of values. */
        ARRAY,
        /** Text. */
        STRING,
        /** A number of any size. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A literal null. */
        NULL,
        /** Nothing was there. */
        MISSING
    }

    private final Kind kind;
    private final Object value;

    JsonValue(Kind kind, Object value) {
        this.kind = kind;
        this.value = value;
    }

    /**
     * Parses one whole document: UTF-8, at most 4 MiB, 64 levels, 1 MiB a string; no repeated names in an object, nothing
     * after the document.
     *
     * @param document the bytes
     * @return the root value
     * @throws JsonFormatException if the bytes are no such document
     */
    public static JsonValue parse(byte[] document) {
        return JsonParsing.parse(document);
    }

    /**
     * Returns the value that stands for nothing.
     *
     * @return a value of kind {@link Kind#MISSING}
     */
    public static JsonValue missing() {
        return MISSING;
    }

    /**
     * Returns the type.
     *
     * @return what this value is
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether there is a value other than null.
     *
     * @return false for null and for what was not there
     */
    public boolean isPresent() {
        return kind != Kind.NULL && kind != Kind.MISSING;
    }

    /**
     * Looks up a member of an object.
     *
     * @param name the member's name, case counts
     * @return the member; a missing value when this is no object or has no such member
     */
    public JsonValue get(String name) {
        JsonValue member = fields().get(name);
        return member == null ? MISSING : member;
    }

    /**
     * Returns the members of an object.
     *
     * @return names and values in document order, empty when this is no object
     */
    @SuppressWarnings("unchecked") // the kind says what the value is
    public Map<String, JsonValue> fields() {
        return kind == Kind.OBJECT ? (Map<String, JsonValue>) value : Map.of();
    }

    /**
     * Returns the elements of an array.
     *
     * @return the elements in order, empty when this is no array
     */
    @SuppressWarnings("unchecked") // the kind says what the value is
    public List<JsonValue> items() {
        return kind == Kind.ARRAY ? (List<JsonValue>) value : List.of();
    }

    /**
     * Reads a scalar as text.
     *
     * @return the text of a string, number or boolean as written; empty for everything else
     */
    public Optional<String> text() {
        return Optional.ofNullable(textOrNull());
    }

    /**
     * Reads a scalar as text that has some content.
     *
     * @return as {@link #text()}, and empty for the empty string too
     */
    public Optional<String> nonEmptyText() {
        String text = textOrNull();
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Reads a scalar as text, or a default.
     *
     * @param otherwise what to return for everything that is no scalar
     * @return the text
     */
    public String textOr(String otherwise) {
        String text = textOrNull();
        return text == null ? otherwise : text;
    }

    /**
     * Reads a whole number, also from a string.
     *
     * @return the number; empty when there is none, or it is not whole or out of the range of a long
     */
    public OptionalLong asLong() {
        String text = textOrNull();
        if (text == null || kind == Kind.BOOLEAN) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException notALong) {
            OptionalDouble number = asDouble();
            double whole = number.orElse(0.5);
            return whole == Math.rint(whole) && Math.abs(whole) < 9e15
                    ? OptionalLong.of((long) whole)
                    : OptionalLong.empty();
        }
    }

    /**
     * Reads a number, also from a string.
     *
     * @return the number; empty when there is none or it is not finite
     */
    public OptionalDouble asDouble() {
        String text = textOrNull();
        if (text == null || kind == Kind.BOOLEAN || text.length() > 64) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /**
     * Reads a truth value, also from the strings {@code true} and {@code false} in any case.
     *
     * @return the value, empty when there is none
     */
    public Optional<Boolean> asBoolean() {
        String text = textOrNull();
        if ("true".equalsIgnoreCase(text)) {
            return Optional.of(true);
        }
        return "false".equalsIgnoreCase(text) ? Optional.of(false) : Optional.empty();
    }

    private @Nullable String textOrNull() {
        return isPresent() && value instanceof String text ? text : null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonValue json && json.kind == kind && json.value.equals(value);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + value.hashCode();
    }

    @Override
    public String toString() {
        return "JsonValue[" + kind + "]";
    }
}
