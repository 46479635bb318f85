package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

/**
 * The version that the image store gave a file when it was last written: the same file copied anew has another one. The parts
 * are 64-bit numbers kept as the cluster sent them.
 *
 * @param versionNumber counts the writes
 * @param epochDataLossNumber changes when the store lost data
 * @param epochConfigurationNumber changes when the store's primary moves
 */
public record FileVersion(String versionNumber, String epochDataLossNumber, String epochConfigurationNumber) {
    /** Rejects null. */
    public FileVersion {
        requireNonNull(versionNumber, "versionNumber");
        requireNonNull(epochDataLossNumber, "epochDataLossNumber");
        requireNonNull(epochConfigurationNumber, "epochConfigurationNumber");
    }

    /**
     * Writes the version as one word.
     *
     * @return the three parts joined by colons
     */
    @Override
    public String toString() {
        return epochDataLossNumber + ":" + epochConfigurationNumber + ":" + versionNumber;
    }
}
