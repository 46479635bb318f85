package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes a request as JSON and reads it again, so that another process can send it under its idempotency key.
 *
 * @param <R> the type of the request
 */
@SuppressWarnings("exports") // authors of provider modules require Jackson themselves
public interface RequestJson<R> {

    /**
     * Writes a request.
     *
     * @param request the request
     * @param json receives the fields; null values are omitted
     */
    void write(R request, ObjectNode json);

    /**
     * Reads a request.
     *
     * @param json the JSON from {@link #write}; may have been tampered with
     * @return the request
     * @throws IllegalArgumentException if it is not a valid request
     */
    R read(JsonNode json);
}
