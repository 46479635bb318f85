package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the image of a copy whose job is unknown, or does not name it. An image with exactly that name is the copy's if it was
 * started after the copy's first byte, by the service's clock, if everything that the service shows of it matches the request,
 * and if it is the only such image: returning somebody else's image would be worse than not knowing.
 */
final class OwnCopySearch {
    private OwnCopySearch() {}

    /**
     * The result of a search.
     *
     * @param own the copy's image
     * @param others images with the name that are not older than the copy; none if the copy's own was found
     */
    record Search(Optional<HuaweiImage> own, List<String> others) {}

    static CompletableFuture<Search> find(CallFlow flow, OperationHandle handle) {
        HuaweiImageQuery query = Destination.query(handle)
                .name(handle.name())
                .imageType("private")
                .build();
        ImageLookup lookup = Destination.of(handle).lookup(query);
        return flow.call(HuaweiImsCalls.Images.LIST, lookup).thenApply(listed -> {
            List<HuaweiImage> young = HuaweiImageReader.page(listed, lookup).items().stream()
                    .filter(image -> image.name().equals(handle.name()))
                    .filter(image ->
                            ServiceTime.beganAfter(image.createdAt(), listed.serviceTime(), handle, flow.time()))
                    .toList();
            List<HuaweiImage> fitting = young.stream()
                    .filter(image -> Destination.fits(image, handle))
                    .toList();
            return fitting.size() == 1
                    ? new Search(Optional.of(fitting.get(0)), List.of())
                    : new Search(
                            Optional.empty(),
                            young.stream().map(HuaweiImage::id).toList());
        });
    }

    static CompletableFuture<Optional<HuaweiImage>> byId(CallFlow flow, OperationHandle handle, String imageId) {
        HuaweiImageQuery query = Destination.query(handle).imageId(imageId).build();
        ImageLookup lookup = Destination.of(handle).lookup(query);
        return flow.call(HuaweiImsCalls.Images.LIST, lookup)
                .thenApply(listed -> HuaweiImageReader.page(listed, lookup).items().stream()
                        .filter(image -> image.id().equals(imageId))
                        .findFirst());
    }
}
