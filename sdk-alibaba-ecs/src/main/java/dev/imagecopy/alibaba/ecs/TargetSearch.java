package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.TargetLook.Match;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.TargetImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the image with the name that a copy would give, no matter who created it; names are unique in a region. */
final class TargetSearch {
    private TargetSearch() {}

    static CompletableFuture<List<TargetImage<AlibabaImage>>> find(CallFlow flow, RoutedCopy wanted) {
        String name = wanted.request().name().orElse("");
        return OwnCopySearch.find(flow, wanted.targetRegion(), name)
                .thenApply(named -> named.map(found -> compared(found.image(), wanted.request()))
                        .map(List::of)
                        .orElseGet(List::of));
    }

    /** The service does not show what an image was made from. */
    private static TargetImage<AlibabaImage> compared(AlibabaImage image, AlibabaCopyImageRequest wanted) {
        return new TargetImage<>(
                image.id(),
                image.status(),
                AlibabaEcsCopyStatus.of(image).state(),
                contradiction(image, wanted),
                Match.NAME,
                image);
    }

    private static String contradiction(AlibabaImage image, AlibabaCopyImageRequest wanted) {
        if (image.id().equals(wanted.imageId())) {
            return "origin: it is the source itself";
        }
        if (differ(wanted.description().filter(words -> !words.isEmpty()), image.description())) {
            return "description";
        }
        if (differ(wanted.encrypted(), image.encrypted())) {
            return "encryption";
        }
        if (differ(wanted.resourceGroupId(), image.resourceGroupId())) {
            return "resource group";
        }
        return image.tags().entrySet().containsAll(wanted.tags().entrySet()) ? "" : "set of tags";
    }

    private static <V> boolean differ(Optional<V> wanted, Optional<V> shown) {
        return wanted.isPresent() && shown.isPresent() && !wanted.equals(shown);
    }
}
