package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.util.Optional;

/**
 * Ids in answers. They go into later requests, so each must be a JSON string of the form that {@link Checks#isId} checks: a
 * number, or a text that no request could carry, is no id.
 */
@SuppressWarnings("exports") // authors of provider modules read Jackson's tree
public final class WireId {
    private WireId() {}

    /** Reads an id; empty if there is none, or what stands there is none. */
    public static Optional<String> find(JsonNode value) {
        return LenientJson.string(value).filter(Checks::isId);
    }

    /**
     * Reads an id that the answer must hold.
     *
     * @param value where it stands
     * @param name what it is called, for the message
     * @return the id
     * @throws JsonFormatException if it is missing or no id
     */
    public static String require(JsonNode value, String name) {
        return find(value).orElseThrow(() -> new JsonFormatException("the answer has no usable " + name));
    }
}
