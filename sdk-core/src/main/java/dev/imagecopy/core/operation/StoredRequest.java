package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

/**
 * A copy request as text, for stores and plans; {@code ImageCopyClient.copies()} writes and reads it. The JSON is what a plain
 * Jackson mapper writes for the request, without absent values, plus a version. Old versions stay readable.
 *
 * @param kind the kind of copy, for example {@code copy-image}
 * @param json a JSON object on one line, with a {@code version}; contains no secret and no address of a service
 */
public record StoredRequest(String kind, String json) {
    /** Rejects null; everything else is checked when a client reads it. */
    public StoredRequest {
        requireNonNull(kind, "kind");
        requireNonNull(json, "json");
    }
}
