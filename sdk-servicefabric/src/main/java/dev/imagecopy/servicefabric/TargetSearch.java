package dev.imagecopy.servicefabric;

import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.TargetLook.Match;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Compares what is at the destination of a copy with its source. */
final class TargetSearch {
    private TargetSearch() {}

    static CompletableFuture<TargetLook<CopiedContent>> find(CallFlow flow, CopyImageStoreContentRequest wanted) {
        return OwnCopySearch.find(flow, wanted.destination(), false)
                .thenCompose(seen -> seen.entries().isEmpty()
                        ? CompletableFuture.completedFuture(new TargetLook.Missing<>())
                        : new StoreReader(flow)
                                .compare(wanted)
                                .thenApply(difference -> judged(wanted, seen, difference)));
    }

    private static TargetLook<CopiedContent> judged(
            CopyImageStoreContentRequest wanted, DestinationLook seen, CopyDifference difference) {
        String path = wanted.destination().text(PathSeparator.BACKSLASH);
        if (difference.isEmpty()) {
            CopiedContent content = new CopiedContent(
                    wanted.remoteSource(), wanted.remoteDestination(), Evidence.VERIFIED, seen.marker());
            return new TargetLook.Ready<>(path, "", Match.CONTENT, content);
        }
        return new TargetLook.Conflict<>(
                List.of(path),
                "other content is there: " + difference.missing().size() + " files are missing, "
                        + difference.unexpected().size() + " unexpected, "
                        + difference.resized().size() + " of another size",
                seen.marker().isEmpty());
    }
}
