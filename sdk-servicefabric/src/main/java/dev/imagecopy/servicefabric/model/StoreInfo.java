package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How full the image store's disk is, and what with. Numbers are empty where the cluster told none.
 *
 * @param capacityBytes the size of the disk in bytes
 * @param availableBytes the free space in bytes
 * @param metadata used by the store's own records
 * @param staging used by uploads under way
 * @param copy used by copies
 * @param register used by what is provisioned
 */
public record StoreInfo(
        OptionalLong capacityBytes,
        OptionalLong availableBytes,
        Usage metadata,
        Usage staging,
        Usage copy,
        Usage register) {
    /** Rejects null. */
    public StoreInfo {
        requireNonNull(capacityBytes, "capacityBytes");
        requireNonNull(availableBytes, "availableBytes");
        requireNonNull(metadata, "metadata");
        requireNonNull(staging, "staging");
        requireNonNull(copy, "copy");
        requireNonNull(register, "register");
    }

    /**
     * One user of the disk.
     *
     * @param sizeBytes the space in bytes
     * @param files the number of files
     */
    public record Usage(OptionalLong sizeBytes, OptionalLong files) {
        /** Rejects null. */
        public Usage {
            requireNonNull(sizeBytes, "sizeBytes");
            requireNonNull(files, "files");
        }
    }
}
