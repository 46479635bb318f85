package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for the image with the name of a copy; names are unique in a region. It never counts as the copy's, since the service
 * does not show its source: only a repetition under the copy's key shows whose it is. Otherwise the caller has to decide.
 */
final class OwnCopySearch {
    private OwnCopySearch() {}

    static CompletableFuture<Optional<Named>> find(CallFlow flow, String region, String name) {
        ImageLookup first = ImageLookup.byName(region, name);
        return Pages.collect(token -> page(flow, token.isEmpty() ? first : first.onPage(Integer.parseInt(token)), name))
                .thenApply(found -> found.stream().findFirst());
    }

    /** Filters by name, since the service returns every name that contains it. The page with the image is the last one. */
    private static CompletableFuture<Page<Named>> page(CallFlow flow, ImageLookup lookup, String name) {
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE, lookup).thenApply(page -> {
            List<Named> match = page.images().stream()
                    .filter(image -> image.name().filter(name::equals).isPresent())
                    .limit(1)
                    .map(image -> new Named(image, page.serverTime()))
                    .toList();
            if (match.isEmpty()) {
                page.requireComplete(lookup);
            }
            long upToHere = (long) lookup.page() * lookup.pageSize();
            boolean more = match.isEmpty() && !page.images().isEmpty() && upToHere < page.totalCount();
            return new Page<>(
                    match, more ? Optional.of(String.valueOf(lookup.page() + 1)) : Optional.empty(), page.bytes());
        });
    }

    /**
     * An image with the name.
     *
     * @param image the image
     * @param serverTime the time of the service's clock when it returned the image
     */
    record Named(AlibabaImage image, Optional<Instant> serverTime) {
        /** Whether the copy may have created it: it is a copy, and is not certainly older than the copy's first byte. */
        boolean mayBeOwn(CallFlow flow, OperationHandle intent) {
            ServiceTime.learn(serverTime, intent, flow.time());
            return image.copied().orElse(true)
                    && ServiceTime.mayHaveBegunAfter(image.createdAt(), serverTime, intent, flow.time());
        }
    }
}
