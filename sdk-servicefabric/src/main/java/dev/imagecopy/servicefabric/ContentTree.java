package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.servicefabric.ServiceFabricCalls.PageOf;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lists a folder and everything below it, level by level, since a cluster lists one level at a time. Written once with futures;
 * a blocking caller passes a lister whose futures are complete.
 */
final class ContentTree {
    /** Twice the limit for a single listing: a hostile cluster has ever more folders with ever longer paths. */
    private static final long MAX_BYTES = 256L << 20;

    private final Function<PageOf, CompletableFuture<Page<StoreEntry>>> lister;
    private final int limit;
    private final Deque<List<String>> foldersToDo = new ArrayDeque<>();
    private final List<StoreEntry> found = new ArrayList<>();
    private long bytes;

    private ContentTree(Function<PageOf, CompletableFuture<Page<StoreEntry>>> lister, int limit) {
        this.lister = lister;
        this.limit = limit;
    }

    /**
     * Collects all entries below a folder.
     *
     * @param folder the segments of the folder's path; none for the root
     * @param limit the maximum number of entries to collect
     * @return a future of the entries; fails with {@link IllegalStateException} if there are more, and with
     *     {@link ResponseFormatException} if all pages together are larger than 256 MiB
     */
    static CompletableFuture<List<StoreEntry>> walk(
            Function<PageOf, CompletableFuture<Page<StoreEntry>>> lister, List<String> folder, int limit) {
        ContentTree tree = new ContentTree(lister, limit);
        tree.foldersToDo.add(folder);
        return tree.walkOn();
    }

    /** Loops while responses are available at once, so that deep trees do not lead to deep stacks. */
    private CompletableFuture<List<StoreEntry>> walkOn() {
        while (!foldersToDo.isEmpty()) {
            List<String> folder = foldersToDo.remove();
            CompletableFuture<List<StoreEntry>> listed = Pages.collect(
                    token -> lister.apply(new PageOf(folder, token)).thenApply(this::counted));
            if (!listed.isDone() || listed.isCompletedExceptionally()) {
                return listed.thenCompose(entries -> {
                    add(entries);
                    return walkOn();
                });
            }
            add(listed.join());
        }
        return CompletableFuture.completedFuture(List.copyOf(found));
    }

    private Page<StoreEntry> counted(Page<StoreEntry> page) {
        bytes += page.bytes();
        if (bytes > MAX_BYTES) {
            throw new ResponseFormatException(
                    "the service sent more than " + (MAX_BYTES >> 20) + " MiB of pages",
                    200,
                    Optional.empty(),
                    ErrorContext.none(false),
                    null);
        }
        return page;
    }

    private void add(List<StoreEntry> entries) {
        if (found.size() + entries.size() > limit) {
            throw new IllegalStateException("There are more than " + limit + " entries below the folder");
        }
        for (StoreEntry entry : entries) {
            found.add(entry);
            if (!entry.isFile()) {
                foldersToDo.add(List.of(entry.path().split("[/\\\\]")));
            }
        }
    }
}
