package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file or folder in the image store, as it appears in a listing.
 *
 * @param kind file or folder
 * @param path the full path as the cluster writes it, with its own separators
 * @param sizeBytes a file's size in bytes; empty for folders, and if the cluster sent no number
 * @param fileCount the number of files in a folder and below; empty for files. Clusters count with 16 bits, so it may have
 *     wrapped at 65,536
 * @param version a file's version; empty for folders
 * @param modifiedAt when a file was written; empty for folders, and if the cluster sent no valid date
 */
public record StoreEntry(
        Kind kind,
        String path,
        OptionalLong sizeBytes,
        OptionalLong fileCount,
        Optional<FileVersion> version,
        Optional<Instant> modifiedAt) {
    /** Rejects null. */
    public StoreEntry {
        requireNonNull(kind, "kind");
        requireNonNull(path, "path");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(fileCount, "fileCount");
        requireNonNull(version, "version");
        requireNonNull(modifiedAt, "modifiedAt");
    }

    /** The name of the empty file that is copied last and marks a folder as complete. */
    public static final String MARKER_NAME = "_.dir";

    /** The kind of an entry. */
    public enum Kind {
        /** A file. */
        FILE,
        /** A folder. */
        FOLDER
    }

    /**
     * Returns whether this is a file.
     *
     * @return false for a folder
     */
    @JsonIgnore
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** {@return the name without the path} */
    public String name() {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    /**
     * Returns whether this is the file that marks its folder as complete.
     *
     * @return true for a file named {@code _.dir}
     */
    @JsonIgnore
    public boolean isMarker() {
        return isFile() && name().toLowerCase(Locale.ROOT).equals(MARKER_NAME);
    }
}
