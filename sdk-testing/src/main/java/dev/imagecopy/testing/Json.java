package dev.imagecopy.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values, for simulators: objects are a {@link Map} in the order of the text, arrays a {@link List},
 * integers a {@link Long} or {@link java.math.BigInteger}, other numbers a {@link BigDecimal}; strings, booleans and null are
 * themselves. Parsing is strict: no duplicate names, and nothing after the value.
 */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Parses any JSON value.
     *
     * @param text the JSON text
     * @return the value; null for {@code null}
     * @throws IllegalArgumentException if the text is not exactly one JSON value
     */
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("The text holds no JSON value");
            }
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("There is text after the JSON value");
            }
            return value;
        } catch (IOException malformed) {
            throw new IllegalArgumentException("The text is not JSON", malformed);
        }
    }

    /**
     * Parses a JSON object.
     *
     * @param text the JSON text
     * @return its members, as a mutable map
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Map<String, @Nullable Object> object(String text) {
        if (parse(text) instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            members.forEach((name, value) -> object.put((String) name, value));
            return object;
        }
        throw new IllegalArgumentException("The JSON value is no object");
    }

    /**
     * Creates an object to write: {@code Json.map("id", id, "error", null)}.
     *
     * @param namesAndValues names, each followed by its value
     * @return the members in that order, as a mutable map
     */
    public static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A name has no value");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    /**
     * Writes a value.
     *
     * @param value maps, iterables, strings, numbers, booleans, nulls, and anything else as its {@code toString()}
     * @return compact JSON
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> members) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                generator.writeFieldName(String.valueOf(member.getKey()));
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (value instanceof Number number) {
            // By its own text, so that 1 remains an integer and 1.0 a fraction.
            generator.writeNumber(number.toString());
        } else {
            generator.writeString(value.toString());
        }
    }
}
