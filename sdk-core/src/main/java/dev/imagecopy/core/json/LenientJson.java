package dev.imagecopy.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads values however a service writes them: numbers as strings, strings as numbers, and null or nothing for empty. Asking a
 * value for what it is not gives an empty answer, never an exception, so a surprise in one field does not lose the others.
 * Meant for {@link JsonNode#path}, which answers with a missing node where {@link JsonNode#get} answers with null.
 */
@SuppressWarnings("exports") // the room for JSON shows Jackson's tree
public final class LenientJson {
    private LenientJson() {}

    /** Returns whether there is a value other than null. */
    public static boolean isPresent(JsonNode value) {
        return !value.isNull() && !value.isMissingNode();
    }

    /** Returns the elements of an array; none if the value is no array, not even those of an object. */
    public static List<JsonNode> items(JsonNode value) {
        return value.isArray() && !value.isEmpty() ? new Items(value) : Collections.emptyList();
    }

    /** Returns the text of a string, number or boolean; the empty string for everything else. */
    public static String text(JsonNode value) {
        return textOr(value, "");
    }

    /** Returns the members of an object as texts, in their order; none if the value is no object. */
    public static Map<String, String> texts(JsonNode value) {
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties().forEach(member -> texts.put(member.getKey(), text(member.getValue())));
        return texts;
    }

    /** As {@link #text}, and tells an empty string from everything that has no text. */
    public static Optional<String> scalar(JsonNode value) {
        return Optional.ofNullable(textOrNull(value));
    }

    /** As {@link #text}, and nothing for the empty string. */
    public static Optional<String> nonEmptyText(JsonNode value) {
        String text = textOrNull(value);
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Returns the text of a string that is not empty, and nothing for all else: ids and keys are never numbers. */
    public static Optional<String> string(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** As {@link #text}, with a default for everything that has none. */
    public static String textOr(JsonNode value, String otherwise) {
        String text = textOrNull(value);
        return text == null ? otherwise : text;
    }

    /** Reads a whole number, also from a string; empty if there is none, or it is not whole or beyond a long. */
    public static OptionalLong asLong(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.longValue());
        }
        String text = textOrNull(value);
        if (text == null || value.isBoolean()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException notALong) {
            double number = asDouble(value).orElse(0.5);
            return number == Math.rint(number) && Math.abs(number) < 9e15
                    ? OptionalLong.of((long) number)
                    : OptionalLong.empty();
        }
    }

    /** Reads a number, also from a string; empty if there is none or it is not finite. */
    public static OptionalDouble asDouble(JsonNode value) {
        String text = textOrNull(value);
        if (text == null || value.isBoolean() || text.length() > 64) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /** Reads a truth value, also from the strings {@code true} and {@code false} in any case. */
    public static Optional<Boolean> asBoolean(JsonNode value) {
        String text = textOrNull(value);
        if ("true".equalsIgnoreCase(text)) {
            return Optional.of(true);
        }
        return "false".equalsIgnoreCase(text) ? Optional.of(false) : Optional.empty();
    }

    private static @Nullable String textOrNull(JsonNode value) {
        return value.isValueNode() && isPresent(value) ? value.asText() : null;
    }

    /** A view: a copy of each array of a listing is 100 bytes. */
    private static final class Items extends AbstractList<JsonNode> {
        private final JsonNode array;

        Items(JsonNode array) {
            this.array = array;
        }

        @Override
        public JsonNode get(int index) {
            return array.get(index);
        }

        @Override
        public int size() {
            return array.size();
        }
    }
}
