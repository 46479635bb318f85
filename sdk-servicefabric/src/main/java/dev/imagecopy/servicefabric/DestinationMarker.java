package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.FileVersion;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a destination showed. A copy writes the marker {@code _.dir} last (a single file: the file itself), and every
 * write gives a file a new version; so a marker whose version differs from the one before the copy proves that the copy
 * finished.
 *
 * @param known false when the cluster could not be asked
 * @param version the marker's version, where there is a marker
 * @param entries what the destination holds, where there is one
 */
record DestinationMarker(boolean known, Optional<FileVersion> version, Optional<List<StoreEntry>> entries) {
    /** The word for a destination that could not be looked at. */
    static final String UNKNOWN_TEXT = "unknown";

    /** An odd number without pattern, so that two small changes do not make up for each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final String ABSENT_TEXT = "absent";

    private static final DestinationMarker UNKNOWN = new DestinationMarker(false, Optional.empty(), Optional.empty());
    private static final DestinationMarker ABSENT = new DestinationMarker(true, Optional.empty(), Optional.empty());

    /**
     * Lists a destination.
     *
     * @param oldVersion whether the copy is one of version 1.0
     */
    static CompletableFuture<DestinationMarker> look(CallFlow flow, ImageStorePath destination, boolean oldVersion) {
        return Pages.<StoreEntry>collect(
                        token -> flow.call(ServiceFabricCalls.LIST, new PageOf(destination.segments(), token)))
                .handle((entries, thrown) -> {
                    if (thrown == null) {
                        return in(destination, entries);
                    }
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    return meaning(cause, oldVersion).orElseThrow(() -> new CompletionException(cause));
                });
    }

    private static DestinationMarker in(ImageStorePath destination, List<StoreEntry> entries) {
        String copied = destination.text(PathSeparator.BACKSLASH);
        String written = copied + "\\" + StoreEntry.MARKER_NAME;
        StoreEntry marker = null;
        for (StoreEntry entry : entries) {
            String path = entry.path().replace('/', '\\');
            if (marker == null && entry.isFile() && (path.equalsIgnoreCase(copied) || path.equalsIgnoreCase(written))) {
                marker = entry;
            }
        }
        return new DestinationMarker(true, marker == null ? Optional.empty() : marker.version(), Optional.of(entries));
    }

    /** Reads what a failed listing means, where it means something. */
    private static Optional<DestinationMarker> meaning(@Nullable Throwable failure, boolean oldVersion) {
        if (failure instanceof NotFoundException e && isPathMissing(e)) {
            return Optional.of(ABSENT);
        }
        // A runtime so old that the caller uses version 1.0 may not know the listing: the copy works, its proof does
        // not.
        return failure instanceof InvalidRequestException && oldVersion ? Optional.of(UNKNOWN) : Optional.empty();
    }

    /** A path that is not there is a 404 without a code; a cluster without an image store is none of these. */
    private static boolean isPathMissing(NotFoundException e) {
        return !e.code().equals("FABRIC_E_SERVICE_DOES_NOT_EXIST") && !e.code().equals("FABRIC_E_PARTITION_NOT_FOUND");
    }

    /** One word for a resume token. */
    String text() {
        if (!known) {
            return UNKNOWN_TEXT;
        }
        return version.isPresent() ? PercentEncoding.encode(version.get().toString()) : ABSENT_TEXT;
    }

    /**
     * Changes when anything in the destination does: tells whether somebody still works there. A number of 64 bits is enough
     * for a look that is only compared with the one before; 0 where there is no destination.
     */
    long content() {
        long all = entries.isPresent() ? 1 : 0;
        for (StoreEntry entry : entries.orElse(List.of())) {
            all = SPREAD * all + (entry.isFile() ? 1 : 2);
            all = SPREAD * all + entry.path().hashCode();
            all = SPREAD * all + entry.size().orElse(-1);
            all = SPREAD * all + entry.fileCount().orElse(-1);
            if (entry.version().isPresent()) {
                FileVersion version = entry.version().get();
                all = SPREAD * all + version.versionNumber().hashCode();
                all = SPREAD * all + version.epochDataLossNumber().hashCode();
                all = SPREAD * all + version.epochConfigurationNumber().hashCode();
            }
            if (entry.modifiedAt().isPresent()) {
                all = SPREAD * all + entry.modifiedAt().get().toEpochMilli();
            }
        }
        return all;
    }

    /** Whether this look, compared with the word of the one before the copy, proves that a copy finished in between. */
    boolean provesCopyAfter(String baselineText) {
        return known && version.isPresent() && !baselineText.equals(UNKNOWN_TEXT) && !text().equals(baselineText);
    }
}
