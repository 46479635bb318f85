package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the image of a copy whose job is not known, or does not name it: by exact name, created after the intent, made from
 * the same source. Two candidates are as good as none, since taking the wrong one would be worse than not knowing.
 */
final class OwnCopySearch {
    /** How far the service's clock may be behind ours. Wider would let an older image of the same name pass for ours. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private OwnCopySearch() {}

    static CompletableFuture<Optional<HuaweiImage>> find(CallFlow flow, OperationHandle handle) {
        Instant since = handle.startedAt().minus(CLOCK_TOLERANCE);
        HuaweiImageQuery query = HuaweiImageQuery.builder()
                .name(handle.name())
                .imageType("private")
                .createdSince(since)
                .build();
        return page(flow, Destination.of(handle).lookup(query)).thenApply(page -> theOne(page.items(), handle, since));
    }

    static CompletableFuture<Optional<HuaweiImage>> byId(CallFlow flow, OperationHandle handle, String imageId) {
        HuaweiImageQuery query = HuaweiImageQuery.builder().imageId(imageId).build();
        return page(flow, Destination.of(handle).lookup(query)).thenApply(page -> page.items().stream()
                .filter(image -> image.id().equals(imageId))
                .findFirst());
    }

    private static CompletableFuture<Page<HuaweiImage>> page(CallFlow flow, ImageLookup lookup) {
        return flow.call(HuaweiImsCalls.LIST_IMAGES, lookup).thenApply(listed -> listed.page(lookup));
    }

    private static Optional<HuaweiImage> theOne(List<HuaweiImage> images, OperationHandle handle, Instant since) {
        List<HuaweiImage> candidates = images.stream()
                .filter(image -> image.name().equals(handle.name()))
                .filter(image ->
                        image.createdAt().map(at -> !at.isBefore(since)).orElse(true))
                .filter(image -> Destination.of(handle).mayHold(image, handle))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
}
