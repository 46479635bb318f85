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

/** Builds {@link JsonValue} trees with Jackson's streaming parser, under limits that a hostile answer cannot pass. */
final class JsonParsing {
    private static final int MAX_LENGTH = 4 << 20;

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

    private JsonParsing() {}

    static JsonValue parse(byte[] document) {
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

    private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token.id()) {
            case JsonTokenId.ID_START_OBJECT -> new JsonValue(JsonValue.Kind.OBJECT, members(parser));
            case JsonTokenId.ID_START_ARRAY -> new JsonValue(JsonValue.Kind.ARRAY, elements(parser));
            case JsonTokenId.ID_STRING -> new JsonValue(JsonValue.Kind.STRING, parser.getText());
            case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT ->
                new JsonValue(JsonValue.Kind.NUMBER, parser.getText());
            case JsonTokenId.ID_TRUE -> new JsonValue(JsonValue.Kind.BOOLEAN, "true");
            case JsonTokenId.ID_FALSE -> new JsonValue(JsonValue.Kind.BOOLEAN, "false");
            case JsonTokenId.ID_NULL -> JsonValue.NULL;
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
