package dev.imagecopy.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Writes a tree to Jackson's generator. A node's own methods for that need an {@code ObjectMapper} for its settings. */
final class TreeWriter {
    private TreeWriter() {}

    static void write(JsonNode node, JsonGenerator to) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, to);
            case ARRAY -> {
                to.writeStartArray();
                for (JsonNode element : node) {
                    write(element, to);
                }
                to.writeEndArray();
            }
            case STRING -> to.writeString(node.textValue());
            case NUMBER -> to.writeNumber(node.asText());
            case BOOLEAN -> to.writeBoolean(node.booleanValue());
            case NULL -> to.writeNull();
            default -> throw new IllegalArgumentException("JSON has no " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, JsonGenerator to) throws IOException {
        to.writeStartObject();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getValue().isNull()) {
                to.writeFieldName(member.getKey());
                write(member.getValue(), to);
            }
        }
        to.writeEndObject();
    }
}
