package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How full the image store's disk is, and what uses it. Numbers that the cluster did not report are empty.
 *
 * @param capacityBytes the size of the disk in bytes
 * @param availableBytes the free space in bytes
 * @param metadata the space used by the store's own records
 * @param staging the space used by uploads in progress
 * @param copy the space used by copies
 * @param register the space used by provisioned content
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
     * The space and files of one kind.
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
