package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.util.Optional;

/**
 * Reads ids from responses. They go into later requests, so each must be a JSON string that {@link Checks#isId} accepts: a
 * number, or a text that cannot be sent in a request, is not an id.
 */
@SuppressWarnings("exports") // authors of provider modules read Jackson's tree
public final class WireId {
    private WireId() {}

    /** Reads an id; empty if it is missing or not valid. */
    public static Optional<String> find(JsonNode value) {
        Optional<String> text = LenientJson.string(value);
        return text.isPresent() && Checks.isId(text.get()) ? text : Optional.empty();
    }

    /**
     * Reads an id that the response must contain.
     *
     * @param value the value
     * @param name its name in the message
     * @return the id
     * @throws JsonFormatException if it is missing or not valid
     */
    public static String require(JsonNode value, String name) {
        Optional<String> id = find(value);
        if (id.isEmpty()) {
            throw new JsonFormatException("the response has no usable " + name);
        }
        return id.get();
    }
}
