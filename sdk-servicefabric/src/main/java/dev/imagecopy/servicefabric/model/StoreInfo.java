package dev.imagecopy.servicefabric.model;

import java.util.OptionalLong;

/**
 * How full the image store's disk is, and what with. Numbers are empty where the cluster told none.
 *
 * @param capacity the size of the disk in bytes
 * @param availableSpace the free space in bytes
 * @param metadata used by the store's own records
 * @param staging used by uploads under way
 * @param copy used by copies
 * @param register used by what is provisioned
 */
public record StoreInfo(
        OptionalLong capacity, OptionalLong availableSpace, Usage metadata, Usage staging, Usage copy, Usage register) {

    /**
     * One user of the disk.
     *
     * @param bytes the space in bytes
     * @param files the number of files
     */
    public record Usage(OptionalLong bytes, OptionalLong files) {}
}
