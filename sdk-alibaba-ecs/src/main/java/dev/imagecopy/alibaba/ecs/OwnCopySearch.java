package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for the image with the name of a copy; names are unique in a region. It never counts as the copy's, since the service
 * does not show its source: only a repetition under the copy's key shows whose it is. Otherwise the caller has to decide.
 */
final class OwnCopySearch {
    private OwnCopySearch() {}

    /** Filters by name, since the service returns every name that contains it. */
    static CompletableFuture<Optional<Named>> find(CallFlow flow, String region, String name) {
        return onPage(flow, ImageLookup.byName(region, name), 0);
    }

    private static CompletableFuture<Optional<Named>> onPage(CallFlow flow, ImageLookup lookup, long seenBefore) {
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE, lookup).thenCompose(page -> {
            String name = lookup.query().name().orElse("");
            Optional<Named> match = page.images().stream()
                    .filter(image -> image.name().filter(name::equals).isPresent())
                    .findFirst()
                    .map(image -> new Named(image, page.serverTime()));
            long seen = seenBefore + page.images().size();
            boolean more = match.isEmpty() && !page.images().isEmpty() && seen < page.totalCount();
            return more
                    ? onPage(flow, lookup.onPage(lookup.page() + 1), seen)
                    : CompletableFuture.completedFuture(match);
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
