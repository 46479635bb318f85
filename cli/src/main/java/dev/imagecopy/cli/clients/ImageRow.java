package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image in a list.
 *
 * @param id its id, or its path
 * @param name its name; empty if it has none
 * @param status the service's own status; empty if there is none
 * @param sizeBytes its size, if the service shows it
 * @param createdAt when it was created, if the service shows it
 */
public record ImageRow(String id, String name, String status, OptionalLong sizeBytes, Optional<Instant> createdAt) {
    /** Rejects null. */
    public ImageRow {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(status, "status");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(createdAt, "createdAt");
    }
}
