package dev.imagecopy.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpResponse;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in whatever way a service writes them: numbers as strings, strings as numbers, and null or nothing for empty. A
 * value of an unexpected type reads as empty and never throws, so that a surprise in one field does not lose the others. Meant
 * to be used with {@link JsonNode#path}, which returns a missing node where {@link JsonNode#get} returns null.
 */
@SuppressWarnings("exports") // this package exposes Jackson's tree on purpose
public final class LenientJson {
    private LenientJson() {}

    /** Returns whether a value is present and not null. */
    public static boolean isPresent(JsonNode value) {
        return !value.isNull() && !value.isMissingNode();
    }

    /**
     * Finds a member as programs in Go do, in which most command lines are written: by its exact name, otherwise by one that
     * differs only in case.
     *
     * @return the member; a missing node if there is none, or if the value is not an object
     */
    public static JsonNode member(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        return object.properties().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(exact);
    }

    /**
     * Finds a name that an object has several times in different letter case, with different values: tools differ in which one
     * counts.
     *
     * @param names the names to look for
     * @return the first such name, as it is in {@code names}; empty if there is none
     */
    public static Optional<String> ambiguous(JsonNode object, Collection<String> names) {
        return names.stream()
                .filter(name -> object.properties().stream()
                                .filter(each -> each.getKey().equalsIgnoreCase(name))
                                .map(Map.Entry::getValue)
                                .distinct()
                                .limit(2)
                                .count()
                        > 1)
                .findFirst();
    }

    /**
     * Parses the response of an address at which something else than the service may answer.
     *
     * @param names members of which the service's document has at least one, in any letter case
     * @return empty for a text and for an object without any of them, or with nothing in them
     * @throws JsonFormatException for a page, as portals and gateways show it for a time, and for a document that is cut off
     */
    public static Optional<JsonNode> objectWithAny(Collection<String> names, HttpResponse response) {
        String text = response.bodyAsText().strip();
        if (text.startsWith("<")) {
            throw new JsonFormatException("the response is a page in HTML or XML");
        }
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        return Optional.of(Json.parse(response.body())).filter(object -> hasAny(object, names));
    }

    /**
     * Returns whether an object has a value under any of several names, in any letter case. Null, an empty string, an empty object
     * and an empty array are none.
     */
    public static boolean hasAny(JsonNode object, Collection<String> names) {
        return object.properties().stream()
                .filter(member -> names.stream().anyMatch(member.getKey()::equalsIgnoreCase))
                .map(Map.Entry::getValue)
                .anyMatch(value -> value.isContainerNode()
                        ? !value.isEmpty()
                        : nonEmptyText(value).isPresent());
    }

    /** Returns the elements of an array; none if the value is not an array, even if it is an object. */
    public static List<JsonNode> items(JsonNode value) {
        return value.isArray() && !value.isEmpty() ? new Items(value) : Collections.emptyList();
    }

    /** Returns the text of a string, number or boolean; the empty string for everything else. */
    public static String text(JsonNode value) {
        return textOr(value, "");
    }

    /** Returns the members of an object as strings, in order; none if the value is not an object. */
    public static Map<String, String> texts(JsonNode value) {
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties().forEach(member -> texts.put(member.getKey(), text(member.getValue())));
        return texts;
    }

    /** Like {@link #text}, but distinguishes an empty string from values without text. */
    public static Optional<String> scalar(JsonNode value) {
        return Optional.ofNullable(textOrNull(value));
    }

    /** Like {@link #text}, but empty for an empty string. */
    public static Optional<String> nonEmptyText(JsonNode value) {
        String text = textOrNull(value);
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Returns a non-empty string, and nothing for any other type: ids and keys are never numbers. */
    public static Optional<String> string(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** Like {@link #text}, with a default for values without text. */
    public static String textOr(JsonNode value, String otherwise) {
        String text = textOrNull(value);
        return text == null ? otherwise : text;
    }

    /** Reads an integer, also from a string; empty if there is none, or if it does not fit into a long. */
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

    /** Reads a finite number, also from a string; empty if there is none. */
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

    /** Reads a boolean, also from the strings {@code true} and {@code false}, case-insensitively. */
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

    /** A view, because a copy of each array in a listing would take 100 bytes. */
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
