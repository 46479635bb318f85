package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.OptionalLong;

/**
 * What tells a destination from its source, file by file: relative paths and sizes, since the image store knows no hashes.
 * Paths are relative to source and destination, with backslashes, and are compared without case as the store does. Files that
 * the request skips are left out.
 *
 * @param missing files of the source that the destination lacks, sorted
 * @param unexpected files of the destination that the source lacks, sorted
 * @param resized files of both with different sizes, sorted by path
 * @param comparedFiles how many files of the source were looked for
 */
public record CopyDifference(List<String> missing, List<String> unexpected, List<Resized> resized, int comparedFiles) {

    /**
     * Copies the lists.
     *
     * @param missing files of the source that the destination lacks
     * @param unexpected files of the destination that the source lacks
     * @param resized files with different sizes
     * @param comparedFiles how many files were looked for
     */
    public CopyDifference {
        missing = List.copyOf(requireNonNull(missing, "missing"));
        unexpected = List.copyOf(requireNonNull(unexpected, "unexpected"));
        resized = List.copyOf(requireNonNull(resized, "resized"));
    }

    /**
     * Returns whether the destination holds exactly what the request would copy.
     *
     * @return true if nothing differs
     */
    @JsonIgnore
    public boolean isEmpty() {
        return missing.isEmpty() && unexpected.isEmpty() && resized.isEmpty();
    }

    /**
     * A file with different sizes.
     *
     * @param path the path relative to source and destination
     * @param sourceBytes its size in the source in bytes, where the cluster told
     * @param destinationBytes its size in the destination in bytes, where the cluster told
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
