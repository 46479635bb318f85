package dev.imagecopy.testing.servicefabric;

import java.time.Instant;

/**
 * A file in a simulated image store.
 *
 * @param path the full path, with backslashes
 * @param size its size in bytes
 * @param version counts the writes to the store
 * @param modifiedAt when it was written
 */
public record StoredFile(String path, long size, long version, Instant modifiedAt) {
    /** The name of the file that marks a folder as complete. */
    public static final String MARKER = "_.dir";

    /** {@return the name} */
    public String name() {
        return path.substring(path.lastIndexOf('\\') + 1);
    }
}
