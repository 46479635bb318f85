package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

/**
 * The version that the image store assigned to a file when it was last written. The same file has another version after it has
 * been copied again. The parts are 64-bit numbers, as text as the cluster sent them.
 *
 * @param versionNumber counts the writes
 * @param epochDataLossNumber changes when the store has lost data
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
     * Returns the version as one word.
     *
     * @return the three parts joined by colons
     */
    @Override
    public String toString() {
        return epochDataLossNumber + ":" + epochConfigurationNumber + ":" + versionNumber;
    }
}
