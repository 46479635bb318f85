package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.servicefabric.model.FileVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.List;
import java.util.Optional;

/**
 * The result of a look at a copy's destination. A copy writes the marker {@code _.dir} last (or the file itself, if it is a
 * single file), and every write gives a file a new version. So a marker with another version than before the copy proves that
 * the copy finished.
 */
sealed interface DestinationLook {
    /** The text for a destination that could not be looked at. */
    String UNKNOWN_TEXT = "unknown";

    /** The destination could not be looked at. */
    record Unknown() implements DestinationLook {
        @Override
        public String text() {
            return UNKNOWN_TEXT;
        }
    }

    /** The destination does not exist. */
    record Absent() implements DestinationLook {}

    /**
     * The destination exists.
     *
     * @param content its content; a comparison with an earlier look shows whether it is still being written
     * @param marker the version of its marker, if it has one with a version
     */
    record Present(List<StoreEntry> content, Optional<FileVersion> marker) implements DestinationLook {
        @Override
        public Optional<List<StoreEntry>> entries() {
            return Optional.of(content);
        }
    }

    /** Returns the content of the destination; empty if it does not exist or could not be looked at. */
    default Optional<List<StoreEntry>> entries() {
        return Optional.empty();
    }

    /** Returns the version of the marker; empty if there is none. */
    default Optional<FileVersion> marker() {
        return Optional.empty();
    }

    /** Returns a text for a resume token. */
    default String text() {
        Optional<FileVersion> version = marker();
        return version.isPresent() ? word(version.get()) : "absent";
    }

    /** The version as text, encoded part by part: numbers then need no buffer, which would take 170 bytes per look. */
    private static String word(FileVersion version) {
        return String.join(
                "%3A",
                PercentEncoding.encode(version.epochDataLossNumber()),
                PercentEncoding.encode(version.epochConfigurationNumber()),
                PercentEncoding.encode(version.versionNumber()));
    }

    /** Returns whether this look, compared with the text of the one before the copy, proves that a copy finished in between. */
    default boolean provesCopyAfter(String baselineText) {
        return marker().isPresent() && !baselineText.equals(UNKNOWN_TEXT) && !text().equals(baselineText);
    }
}
