package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a destination differs from its source, file by file: by relative path and size, since the image store has no hashes.
 * Paths are relative to source and destination, with backslashes, and compared case-insensitively, as the store does. Files
 * that the request skips are left out.
 *
 * @param missing files that are missing in the destination, sorted
 * @param unexpected files that are only in the destination, sorted
 * @param resized files whose sizes differ, sorted by path
 * @param comparedFiles how many files of the source were compared
 */
public record CopyDifference(List<String> missing, List<String> unexpected, List<Resized> resized, int comparedFiles) {

    /**
     * Copies the lists.
     *
     * @param missing files that are missing in the destination
     * @param unexpected files that are only in the destination
     * @param resized files whose sizes differ
     * @param comparedFiles how many files were compared
     */
    public CopyDifference {
        missing = List.copyOf(requireNonNull(missing, "missing"));
        unexpected = List.copyOf(requireNonNull(unexpected, "unexpected"));
        resized = List.copyOf(requireNonNull(resized, "resized"));
    }

    /**
     * Returns whether the destination contains exactly what the request would copy.
     *
     * @return true if nothing differs
     */
    @JsonIgnore
    public boolean isEmpty() {
        return missing.isEmpty() && unexpected.isEmpty() && resized.isEmpty();
    }

    /**
     * A file whose sizes differ.
     *
     * @param path the path relative to source and destination
     * @param sourceBytes its size in the source in bytes, if the cluster reported it
     * @param destinationBytes its size in the destination in bytes, if the cluster reported it
     */
    public record Resized(String path, OptionalLong sourceBytes, OptionalLong destinationBytes) {
        /** Rejects null. */
        public Resized {
            requireNonNull(path, "path");
            requireNonNull(sourceBytes, "sourceBytes");
            requireNonNull(destinationBytes, "destinationBytes");
        }
    }
}
