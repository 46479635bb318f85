package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * The size of a folder with everything in it.
 *
 * @param path the folder's path as the cluster writes it; empty for the root
 * @param sizeBytes the size in bytes, if the cluster reported it
 */
public record FolderSize(String path, OptionalLong sizeBytes) {
    /** Rejects null. */
    public FolderSize {
        requireNonNull(path, "path");
        requireNonNull(sizeBytes, "sizeBytes");
    }
}
