package dev.imagecopy.benchmarks.ours;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** JSON with jackson-core alone. */
final class Streaming {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Streaming() {}

    static byte[] write(Map<String, String> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Reads one member and skips the rest of the document. */
    static String read(byte[] body, String... path) throws IOException {
        if (path.length == 0) {
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(body)) {
            int depth = 0;
            String found = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    continue;
                }
                boolean wanted = found == null && parser.currentName().equals(path[depth]);
                JsonToken value = parser.nextToken();
                if (wanted && depth == path.length - 1) {
                    found = parser.getText();
                } else if (wanted) {
                    depth++;
                } else {
                    parser.skipChildren();
                }
                if (value == JsonToken.NOT_AVAILABLE) {
                    throw new IOException("broken off");
                }
            }
            return found;
        }
    }
}
