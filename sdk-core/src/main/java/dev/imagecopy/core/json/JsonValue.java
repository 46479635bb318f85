package dev.imagecopy.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final int MAX_LENGTH = 4 << 20;

    /** Under limits that a hostile answer cannot pass. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNameLength(4096)
                    .maxNumberLength(1000)
                    .maxDocumentLength(MAX_LENGTH)
                    .maxTokenCount(200_000)
                    .build())
            // A service that sends ever new names must not fill the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final JsonValue MISSING = new JsonValue(Kind.MISSING, "");
    private static final JsonValue NULL = new JsonValue(Kind.NULL, "");

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

    private JsonValue(Kind kind, Object value) {
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
        if (document.length == 0) {
            throw new JsonFormatException("an empty text is not JSON");
        }
        if (document.length > MAX_LENGTH) { // Jackson counts what it reads from streams, but not arrays
            throw new JsonFormatException("longer than " + MAX_LENGTH + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonFormatException("a blank text is not JSON");
            }
            JsonValue root = value(parser, first);
            if (parser.nextToken() != null) {
                throw new JsonFormatException("there is more text after the JSON document");
            }
            return root;
        } catch (IOException e) {
            // Jackson's own message may quote the document, so only its place and kind are kept.
            throw new JsonFormatException("not well-formed JSON, or beyond the limits ("
                    + e.getClass().getSimpleName() + ")");
        }
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

    private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token.id()) {
            case JsonTokenId.ID_START_OBJECT -> new JsonValue(Kind.OBJECT, members(parser));
            case JsonTokenId.ID_START_ARRAY -> new JsonValue(Kind.ARRAY, elements(parser));
            case JsonTokenId.ID_STRING -> new JsonValue(Kind.STRING, parser.getText());
            case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT -> new JsonValue(Kind.NUMBER, parser.getText());
            case JsonTokenId.ID_TRUE -> new JsonValue(Kind.BOOLEAN, "true");
            case JsonTokenId.ID_FALSE -> new JsonValue(Kind.BOOLEAN, "false");
            case JsonTokenId.ID_NULL -> NULL;
            default -> throw new JsonFormatException("not well-formed JSON");
        };
    }

    private static Map<String, JsonValue> members(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new JsonMembers();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            members = JsonMembers.with(members, name, value(parser, parser.nextToken()));
        }
        return members instanceof JsonMembers ? members : Collections.unmodifiableMap(members);
    }

    private static List<JsonValue> elements(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return Collections.unmodifiableList(elements);
    }
}
