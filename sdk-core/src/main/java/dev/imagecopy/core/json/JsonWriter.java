package dev.imagecopy.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object as UTF-8, member by member in the order of the calls. A null value writes nothing, so that absent
 * fields stay absent on the wire.
 */
public final class JsonWriter {
    private final JsonGenerator generator;

    private JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    /**
     * Writes an object.
     *
     * @param members writes the members
     * @return the document's bytes
     */
    public static byte[] object(Consumer<JsonWriter> members) {
        Document bytes = new Document();
        try (JsonGenerator generator = JsonValue.FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            members.accept(new JsonWriter(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw impossible(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a text member.
     *
     * @param name the member's name
     * @param value the text; null writes nothing
     * @return this writer
     */
    public JsonWriter string(String name, @Nullable String value) {
        if (value != null) {
            try {
                generator.writeStringField(name, value);
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    /**
     * Writes a member that is a whole number.
     *
     * @param name the member's name
     * @param value the number; null writes nothing
     * @return this writer
     */
    public JsonWriter number(String name, @Nullable Long value) {
        if (value != null) {
            try {
                generator.writeNumberField(name, value);
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    /**
     * Writes a truth member.
     *
     * @param name the member's name
     * @param value the truth value; null writes nothing
     * @return this writer
     */
    public JsonWriter bool(String name, @Nullable Boolean value) {
        if (value != null) {
            try {
                generator.writeBooleanField(name, value);
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    /**
     * Writes a member that is a list of texts.
     *
     * @param name the member's name
     * @param values the texts; null writes nothing, an empty list an empty array
     * @return this writer
     */
    public JsonWriter strings(String name, @Nullable Collection<String> values) {
        if (values != null) {
            try {
                generator.writeArrayFieldStart(name);
                for (String value : values) {
                    generator.writeString(value);
                }
                generator.writeEndArray();
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    /**
     * Writes a member that is a map of texts.
     *
     * @param name the member's name
     * @param values names and texts; null writes nothing, an empty map an empty object
     * @return this writer
     */
    public JsonWriter stringMap(String name, @Nullable Map<String, String> values) {
        if (values != null) {
            try {
                generator.writeObjectFieldStart(name);
                for (Map.Entry<String, String> entry : values.entrySet()) {
                    string(entry.getKey(), entry.getValue());
                }
                generator.writeEndObject();
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    /**
     * Writes a member that is an object.
     *
     * @param name the member's name
     * @param members writes its members
     * @return this writer
     */
    public JsonWriter object(String name, Consumer<JsonWriter> members) {
        try {
            generator.writeObjectFieldStart(name);
            members.accept(this);
            generator.writeEndObject();
        } catch (IOException e) {
            throw impossible(e);
        }
        return this;
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("writing to memory failed", e);
    }

    /** What fits into the generator's own buffer, 8,000 bytes, comes in one piece, which is kept without a copy. */
    private static final class Document extends ByteArrayOutputStream {
        Document() {
            super(0);
        }

        @Override
        public synchronized byte[] toByteArray() {
            return count == buf.length ? buf : super.toByteArray();
        }
    }
}
