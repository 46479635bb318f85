package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Looks at a copy's destination for the marker that the copy writes there. */
final class OwnCopySearch {
    private OwnCopySearch() {}

    /** @param oldVersion whether the copy uses version 1.0 of the API */
    static CompletableFuture<DestinationLook> find(CallFlow flow, ImageStorePath destination, boolean oldVersion) {
        return Pages.<StoreEntry>collectIfPresent(
                        token -> flow.call(ServiceFabricCalls.LOOK, new PageOf(destination.segments(), token)))
                .handle((entries, thrown) -> {
                    if (thrown == null) {
                        return entries.isPresent() ? present(destination, entries.get()) : new DestinationLook.Absent();
                    }
                    Throwable cause = CallFlow.causeOf(thrown);
                    return meaning(cause, oldVersion).orElseThrow(() -> new CompletionException(cause));
                });
    }

    private static DestinationLook present(ImageStorePath destination, List<StoreEntry> entries) {
        String copied = destination.text(PathSeparator.BACKSLASH);
        String written = copied + "\\" + StoreEntry.MARKER_NAME;
        for (StoreEntry entry : entries) { // not a stream, which would take 400 bytes, a fortieth of each look
            String path = entry.path().replace('/', '\\');
            if (entry.isFile() && (path.equalsIgnoreCase(copied) || path.equalsIgnoreCase(written))) {
                return new DestinationLook.Present(entries, entry.version());
            }
        }
        return new DestinationLook.Present(entries, Optional.empty());
    }

    /** Interprets a failed listing, if it has a meaning. */
    private static Optional<DestinationLook> meaning(@Nullable Throwable failure, boolean oldVersion) {
        // A runtime for which the caller uses version 1.0 may not support listings: the copy works, its proof does
        // not.
        return failure instanceof InvalidRequestException && oldVersion
                ? Optional.of(new DestinationLook.Unknown())
                : Optional.empty();
    }
}
