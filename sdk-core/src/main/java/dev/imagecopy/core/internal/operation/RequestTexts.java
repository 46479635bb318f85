package dev.imagecopy.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.Digests;
import java.nio.charset.StandardCharsets;

/** Requests as versioned JSON, for stores and plans, as in resume tokens. */
final class RequestTexts {
    private static final int VERSION = 1;

    private RequestTexts() {}

    static <R> StoredRequest write(CopyType<?, R, ?> type, R effective) {
        return new StoredRequest(type.kind(), new String(Json.write(written(type, effective)), StandardCharsets.UTF_8));
    }

    private static <R> ObjectNode written(CopyType<?, R, ?> type, R effective) {
        ObjectNode json = Json.object().put("version", VERSION);
        type.storedForm().write(effective, json);
        return json;
    }

    /** Whether two requests are for the same copy, in whatever order their labels are. */
    static <R> boolean isSame(CopyType<?, R, ?> type, R one, R other) {
        return written(type, one).equals(written(type, other));
    }

    /** @throws IllegalArgumentException if it is not a request of this kind and version; the message says why */
    static <R> R read(CopyType<?, R, ?> type, StoredRequest stored) {
        if (!stored.kind().equals(type.kind())) {
            throw new IllegalArgumentException(
                    "The request is of kind '" + stored.kind() + "', not of kind '" + type.kind() + "'");
        }
        JsonNode json = tree(stored);
        long version = LenientJson.asLong(json.path("version")).orElse(0);
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    !json.isObject()
                            ? "The request is no JSON object"
                            : version == 0
                                    ? "The request has no version"
                                    : "The request is of version " + version + "; this SDK reads version " + VERSION);
        }
        return type.storedForm().read(json);
    }

    /** The parsed JSON; a missing node if it is not JSON. */
    static JsonNode tree(StoredRequest stored) {
        try {
            return Json.parse(Digests.utf8(stored.json()));
        } catch (JsonFormatException noJson) {
            return MissingNode.getInstance();
        }
    }
}
