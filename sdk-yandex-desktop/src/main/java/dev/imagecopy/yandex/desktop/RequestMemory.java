package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.RequestJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of request contains, and how a resume token stores it.
 *
 * @param <R> the type of the request
 */
interface RequestMemory<R> extends RequestJson<R> {
    /** In the details: the image that the operation is about, known from its start or from its acceptance. */
    String IMAGE = "imageId";

    /** In the details: what kind of id the operation's id is, if it is not an operation's. */
    String WATCH = "watch";

    /** In the details: the request contains no folder, so the scope is only the client's. */
    String ANY_FOLDER = "anyFolder";

    /** The folder in the request. */
    default Optional<String> folder(R request) {
        return Optional.empty();
    }

    /** The name that the image will have. */
    default Optional<String> name(R request) {
        return Optional.empty();
    }

    /** The image that the request changes. */
    default Optional<String> imageId(R request) {
        return Optional.empty();
    }

    /** The description that the image will have. */
    default Optional<String> description(R request) {
        return Optional.empty();
    }

    /** The labels that the image will have. */
    default Map<String, String> labels(R request) {
        return Map.of();
    }

    /** Describes the operation, for messages. */
    String subject(R request);

    /** Adds the image that the service creates to the details, which are usually empty. */
    static Map<String, String> withImage(Map<String, String> kept, String imageId) {
        if (kept.isEmpty()) {
            return Map.of(IMAGE, imageId);
        }
        Map<String, String> all = new HashMap<>(kept);
        all.put(IMAGE, imageId);
        return all;
    }

    /** Writes what a request may add to an image. */
    static void writeExtras(ObjectNode to, Map<String, String> labels, Optional<String> description) {
        if (!labels.isEmpty()) {
            to.set("labels", Json.object(labels));
        }
        to.put("description", description.orElse(null));
    }

    /** Reads a member that the request must have. */
    static String text(JsonNode from, String name) {
        return LenientJson.text(from.path(name));
    }

    /** Reads a member that the request may have. */
    static Optional<String> scalar(JsonNode from, String name) {
        return LenientJson.scalar(from.path(name));
    }
}
