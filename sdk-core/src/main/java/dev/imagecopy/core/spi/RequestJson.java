package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes a request as JSON and reads it again, so that another process can send it under its idempotency key.
 *
 * @param <R> the request
 */
@SuppressWarnings("exports") // authors of provider modules require Jackson themselves
public interface RequestJson<R> {

    /**
     * Writes a request.
     *
     * @param request the request
     * @param json takes its fields by their names; null values are left out
     */
    void write(R request, ObjectNode json);

    /**
     * Reads a request.
     *
     * @param json what {@link #write} wrote, or what somebody claims that it wrote
     * @return the request
     * @throws IllegalArgumentException if it is none
     */
    R read(JsonNode json);
}
