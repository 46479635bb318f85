package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which images to list.
 *
 * @param name their exact name; empty for all
 * @param path the folder of a Service Fabric image store; empty for its root
 */
public record ImageFilter(Optional<String> name, String path) {
    /** Rejects null. */
    public ImageFilter {
        requireNonNull(name, "name");
        requireNonNull(path, "path");
    }
}
