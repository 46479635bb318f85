package dev.imagecopy.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes Jackson's tree, strictly and with limits on what a hostile response can consume. It does not use an
 * {@code ObjectMapper}, which would load 500 classes. {@link JsonNode#toString()} would load it as well, so do not print a
 * node, which may also contain a secret. {@link LenientJson} reads the values of a tree.
 */
public final class Json {
    private static final int MAX_LENGTH = 4 << 20;

    /**
     * The limits that Jackson has enforced since 2.15, the oldest version that we support; {@link TreeReader} enforces those
     * that only later versions have.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TreeReader.MAX_DEPTH)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(1000)
                    .build())
            // A service that keeps sending new names must not fill the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /**
     * Parses one complete document in UTF-8. The limits are 4 MiB, 64 levels, 200,000 tokens, 1 MiB for a string, 4,096
     * characters for a name and 1,000 for a number; duplicate names in an object and anything after the document are rejected.
     * Numbers keep every digit.
     *
     * @throws JsonFormatException if the bytes are not such a document
     */
    @SuppressWarnings("exports") // this package exposes Jackson's tree on purpose
    public static JsonNode parse(byte[] document) {
        if (document.length == 0) {
            throw new JsonFormatException("an empty text is not JSON");
        }
        if (document.length > MAX_LENGTH) {
            throw new JsonFormatException("longer than " + MAX_LENGTH + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonFormatException("a blank text is not JSON");
            }
            JsonNode root = new TreeReader(parser).value(first, 0);
            if (parser.nextToken() != null) {
                throw new JsonFormatException("there is text after the JSON document");
            }
            return root;
        } catch (IOException e) {
            // Jackson's own message may quote the document, so only its kind is kept.
            throw new JsonFormatException("not well-formed JSON, or beyond the limits ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** Creates an empty object, to be filled and {@linkplain #write written}. */
    @SuppressWarnings("exports")
    public static ObjectNode object() {
        return TreeReader.emptyObject();
    }

    /** Creates an object of strings, in the order of the map, or a JSON null for null. */
    @SuppressWarnings("exports")
    public static JsonNode object(@Nullable Map<String, String> texts) {
        if (texts == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode object = object();
        texts.forEach(object::put);
        return object;
    }

    /** Creates an array of strings, or a JSON null for null. */
    @SuppressWarnings("exports")
    public static JsonNode array(@Nullable Collection<String> texts) {
        if (texts == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Writes an object as UTF-8, with its members in insertion order. Members that are null are omitted, so that absent fields
     * stay absent on the wire.
     */
    @SuppressWarnings("exports")
    public static byte[] write(ObjectNode object) {
        Document bytes = new Document();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            TreeWriter.write(object, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * A document that fits into the generator's own buffer of 8,000 bytes arrives in one piece, and is returned without a copy.
     */
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
