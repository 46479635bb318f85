package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.CopyPreflight;
import dev.imagecopy.servicefabric.model.FolderSize;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.servicefabric.model.StoreInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads from the image store with several calls, written once for blocking and for asynchronous callers. */
record StoreReader(CallFlow flow) {
    private static final int COMPARISON_LIMIT = 1_000_000;

    /** The root has its own call, and its own error if it is empty. */
    CompletableFuture<Page<StoreEntry>> page(PageOf page) {
        if (!page.folder().isEmpty()) {
            return flow.call(ServiceFabricCalls.Content.LIST, page);
        }
        return instead(
                flow.call(ServiceFabricCalls.Content.LIST_ROOT, page.token()),
                thrown -> thrown instanceof NotFoundException e
                        && e.code().equalsIgnoreCase("FABRIC_E_NAME_DOES_NOT_EXIST"),
                new Page<>(List.of(), Optional.empty()));
    }

    CompletableFuture<List<StoreEntry>> list(List<String> folder) {
        return Pages.collect(token -> page(new PageOf(folder, token)));
    }

    CompletableFuture<List<StoreEntry>> walk(List<String> folder, int limit) {
        return ContentTree.walk(this::page, folder, limit);
    }

    CompletableFuture<CopyDifference> compare(CopyImageStoreContentRequest request) {
        return walk(request.source().segments(), COMPARISON_LIMIT).thenCompose(source -> instead(
                        walk(request.destination().segments(), COMPARISON_LIMIT),
                        StoreReader::isPathMissing,
                        List.<StoreEntry>of())
                .thenApply(destination -> ContentComparison.compare(request, source, destination)));
    }

    CompletableFuture<CopyPreflight> preflight(CopyImageStoreContentRequest request) {
        return present(request.source()).thenCompose(source -> present(request.destination())
                .thenCompose(destination -> sizeOf(request.source(), source.isPresent())
                        .thenCompose(size -> freeSpace()
                                .thenApply(free -> new CopyPreflight(
                                        source.isPresent(),
                                        source.map(found -> isComplete(request.source(), found))
                                                .orElse(false),
                                        destination.isPresent(),
                                        size,
                                        free)))));
    }

    private CompletableFuture<Optional<List<StoreEntry>>> present(ImageStorePath path) {
        return instead(list(path.segments()).thenApply(Optional::of), StoreReader::isPathMissing, Optional.empty());
    }

    /** Runtimes before 6.5 do not have this call, and reject its version. */
    private CompletableFuture<OptionalLong> sizeOf(ImageStorePath path, boolean exists) {
        return !exists
                ? CompletableFuture.completedFuture(OptionalLong.empty())
                : instead(
                        flow.call(ServiceFabricCalls.Content.FOLDER_SIZE, path).thenApply(FolderSize::sizeBytes),
                        StoreReader::isUnknownCall,
                        OptionalLong.empty());
    }

    private CompletableFuture<OptionalLong> freeSpace() {
        return instead(
                flow.call(ServiceFabricCalls.Cluster.STORE_INFO, true).thenApply(StoreInfo::availableBytes),
                StoreReader::isUnknownCall,
                OptionalLong.empty());
    }

    private static boolean isComplete(ImageStorePath source, List<StoreEntry> found) {
        String path = source.text(PathSeparator.BACKSLASH);
        return found.stream()
                .anyMatch(entry -> entry.isMarker()
                        || (entry.isFile() && entry.path().replace('/', '\\').equalsIgnoreCase(path)));
    }

    private static boolean isPathMissing(@Nullable Throwable thrown) {
        return thrown instanceof NotFoundException e && ServiceFabricErrors.isAbsence(e);
    }

    private static boolean isUnknownCall(@Nullable Throwable thrown) {
        return thrown instanceof InvalidRequestException || thrown instanceof NotFoundException;
    }

    /** Returns another value if a call fails in a way that stands for it. */
    private static <V> CompletableFuture<V> instead(
            CompletableFuture<V> call, Predicate<@Nullable Throwable> means, V value) {
        return call.exceptionallyCompose(thrown -> {
            Throwable cause = CallFlow.causeOf(thrown);
            return means.test(cause)
                    ? CompletableFuture.completedFuture(value)
                    : CompletableFuture.failedFuture(thrown);
        });
    }
}
