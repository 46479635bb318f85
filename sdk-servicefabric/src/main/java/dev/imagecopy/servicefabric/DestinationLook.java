package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.servicefabric.model.FileVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a copy's destination showed. A copy writes the marker {@code _.dir} last (a single file: the file itself), and
 * every write gives a file a new version; so a marker whose version differs from the one before the copy proves that the copy
 * finished.
 */
sealed interface DestinationLook {
    /** The word for a destination that could not be looked at. */
    String UNKNOWN_TEXT = "unknown";

    /** The cluster could not be asked. */
    record Unknown() implements DestinationLook {
        @Override
        public String text() {
            return UNKNOWN_TEXT;
        }
    }

    /** There is no such destination. */
    record Absent() implements DestinationLook {}

    /**
     * The destination exists.
     *
     * @param content what it holds: compared with an earlier look, it tells whether somebody still works there
     * @param marker the version of its marker, where there is one that tells its version
     */
    record Present(List<StoreEntry> content, Optional<FileVersion> marker) implements DestinationLook {
        @Override
        public Optional<List<StoreEntry>> entries() {
            return Optional.of(content);
        }
    }

    /** Returns what the destination holds, or empty if it does not exist or could not be looked at. */
    default Optional<List<StoreEntry>> entries() {
        return Optional.empty();
    }

    /** Returns the version of the marker, or empty if there is none. */
    default Optional<FileVersion> marker() {
        return Optional.empty();
    }

    /** Returns one word for a resume token. */
    default String text() {
        return marker().map(DestinationLook::word).orElse("absent");
    }

    /** The version's text, encoded part by part: numbers need no buffer then, which is 170 bytes a look. */
    private static String word(FileVersion version) {
        return PercentEncoding.encode(version.epochDataLossNumber())
                + "%3A"
                + PercentEncoding.encode(version.epochConfigurationNumber())
                + "%3A"
                + PercentEncoding.encode(version.versionNumber());
    }

    /** Returns whether this look, compared with the word of the one before the copy, proves that a copy finished in between. */
    default boolean provesCopyAfter(String baselineText) {
        return marker().isPresent() && !baselineText.equals(UNKNOWN_TEXT) && !text().equals(baselineText);
    }
}
