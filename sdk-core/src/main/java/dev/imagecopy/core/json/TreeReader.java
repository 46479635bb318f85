package dev.imagecopy.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Builds a tree from the tokens of one document, and enforces the limits that Jackson 2.15 lacks. */
final class TreeReader {
    static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_LENGTH = 4096;
    private static final int MAX_TOKENS = 200_000;

    /** Most objects have at most six members: a table of eight is 32 bytes smaller than the JDK's default. */
    private static final int USUAL_MEMBERS = 8;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private int tokens = 1;

    TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the value that starts with the current token. Recursive, so the depth is checked first.
     *
     * @param depth how many objects and arrays are open
     */
    JsonNode value(@Nullable JsonToken token, int depth) throws IOException {
        return switch (token == null ? JsonTokenId.ID_NO_TOKEN : token.id()) {
            case JsonTokenId.ID_START_OBJECT -> object(deeper(depth));
            case JsonTokenId.ID_START_ARRAY -> array(deeper(depth));
            case JsonTokenId.ID_STRING -> NODES.textNode(parser.getText());
            case JsonTokenId.ID_NUMBER_INT -> wholeNumber();
            case JsonTokenId.ID_NUMBER_FLOAT -> decimal();
            case JsonTokenId.ID_TRUE -> NODES.booleanNode(true);
            case JsonTokenId.ID_FALSE -> NODES.booleanNode(false);
            case JsonTokenId.ID_NULL -> NODES.nullNode();
            default -> throw new JsonFormatException("not well-formed JSON");
        };
    }

    private static int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw new JsonFormatException("more than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private JsonNode object(int depth) throws IOException {
        ObjectNode object = emptyObject();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.length() > MAX_NAME_LENGTH) {
                throw new JsonFormatException("a name is longer than " + MAX_NAME_LENGTH + " characters");
            }
            // Jackson's own check keeps a second set of the names, a tenth of what a small response allocates.
            if (object.replace(name, value(next(), depth)) != null) {
                throw new JsonFormatException("an object has the same name twice");
            }
        }
        return object;
    }

    static ObjectNode emptyObject() {
        return new ObjectNode(NODES, new LinkedHashMap<>(USUAL_MEMBERS));
    }

    private JsonNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token, depth));
        }
        return array;
    }

    private @Nullable JsonToken next() throws IOException {
        if (++tokens > MAX_TOKENS) {
            throw new JsonFormatException("more than " + MAX_TOKENS + " tokens");
        }
        return parser.nextToken();
    }

    private JsonNode wholeNumber() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** Not a double, which would round the number. */
    private JsonNode decimal() throws IOException {
        try {
            return NODES.numberNode(new BigDecimal(parser.getText()));
        } catch (NumberFormatException e) {
            throw new JsonFormatException("a number has an exponent beyond ten digits");
        }
    }
}
