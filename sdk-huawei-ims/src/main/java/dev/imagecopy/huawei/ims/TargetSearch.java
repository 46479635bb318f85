package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.TargetLook.Match;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.TargetImage;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.huawei.ims.model.HuaweiImageStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the images with the name that a copy would give, no matter who created them; names need not be unique. Lists show an image
 * for some time after it was deleted.
 */
final class TargetSearch {
    private TargetSearch() {}

    static CompletableFuture<List<TargetImage<HuaweiImage>>> find(
            CallFlow flow, OperationHandle wanted, RegionClocks clocks) {
        HuaweiImageQuery query = Destination.query(wanted)
                .name(wanted.name())
                .imageType("private")
                .build();
        Destination destination = Destination.of(wanted);
        return Pages.collect(marker -> {
                    ImageLookup lookup = new ImageLookup(destination.region(), destination.projectId(), query, marker);
                    long askedAt = flow.time().nanoTime();
                    return flow.call(HuaweiImsCalls.Images.LIST, lookup).thenApply(listed -> {
                        clocks.read(destination.region(), listed.serviceTime(), askedAt, flow.time());
                        return HuaweiImageReader.page(listed, lookup);
                    });
                })
                .thenApply(images -> images.stream()
                        .filter(image -> image.name().equals(wanted.name()))
                        .filter(image -> !image.id().equals(wanted.detail(Destination.SOURCE_IMAGE)))
                        .filter(image -> image.knownStatus() != HuaweiImageStatus.DELETED)
                        .map(image -> compared(image, wanted))
                        .toList());
    }

    private static TargetImage<HuaweiImage> compared(HuaweiImage image, OperationHandle wanted) {
        return new TargetImage<>(
                image.id(),
                image.status(),
                HuaweiImsCopyStatus.of(image).state(),
                Destination.contradiction(image, wanted),
                image.sourceImageId().isPresent() ? Match.SOURCE : Match.NAME,
                image);
    }
}
