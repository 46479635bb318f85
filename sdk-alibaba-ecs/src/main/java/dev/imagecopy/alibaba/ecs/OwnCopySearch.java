package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the image that a copy has made although its answer was lost: by exact name (which is unique in a region), made by a
 * copy, and not older than the copy's first attempt.
 */
final class OwnCopySearch {
    /** CreationTime and the Date header have whole seconds, and the answer has travelled. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private OwnCopySearch() {}

    /** The name is a filter on our side, since the service finds every name that contains it. */
    static CompletableFuture<Optional<Named>> find(CallFlow flow, String region, String name) {
        return onPage(flow, ImageLookup.byName(region, name), 0);
    }

    private static CompletableFuture<Optional<Named>> onPage(CallFlow flow, ImageLookup lookup, long seenBefore) {
        return flow.call(AlibabaEcsCalls.Later.DESCRIBE_IMAGES, lookup).thenCompose(page -> {
            Instant localTime = flow.time().now();
            String name = lookup.query().name().orElse("");
            Optional<Named> match = page.images().stream()
                    .filter(image -> image.name().filter(name::equals).isPresent())
                    .findFirst()
                    .map(image -> new Named(image, localTime, page.serverTime().orElse(localTime)));
            long seen = seenBefore + page.images().size();
            boolean more = match.isEmpty() && !page.images().isEmpty() && seen < page.totalCount();
            return more
                    ? onPage(flow, lookup.onPage(lookup.page() + 1), seen)
                    : CompletableFuture.completedFuture(match);
        });
    }

    /**
     * An image with the name that was looked for.
     *
     * @param image the image
     * @param localTime our clock when the service told of it
     * @param serverTime the service's clock at the same moment
     */
    record Named(AlibabaImage image, Instant localTime, Instant serverTime) {
        /** Ages are compared, each by its own clock, so that a clock that is wrong here does not matter. */
        boolean isOwn(OperationHandle intent) {
            Duration sinceFirstAttempt = Duration.between(intent.startedAt(), localTime);
            boolean young = image.createdAt()
                    .map(created -> Duration.between(created, serverTime))
                    .map(age -> age.compareTo(sinceFirstAttempt.plus(TOLERANCE)) <= 0)
                    .orElse(false);
            return young && image.copied().orElse(true);
        }
    }
}
