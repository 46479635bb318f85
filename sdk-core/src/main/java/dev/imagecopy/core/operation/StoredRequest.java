package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

/**
 * A copy request as text, for stores and plans: {@code ImageCopyClient.copies()} writes and reads it. The JSON is what a plain
 * Jackson mapper writes of the request, without what is absent, and its version. Old versions stay readable.
 *
 * @param kind the kind of copy, for example {@code copy-image}
 * @param json one JSON object in one line, with a {@code version}; holds no secret and no address of a service
 */
public record StoredRequest(String kind, String json) {
    /** Rejects null; the client that reads it checks the rest. */
    public StoredRequest {
        requireNonNull(kind, "kind");
        requireNonNull(json, "json");
    }
}
