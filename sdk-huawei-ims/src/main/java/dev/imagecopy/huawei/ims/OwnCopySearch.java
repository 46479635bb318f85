package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the image of a copy whose job is unknown, or does not name it. An image with exactly that name is the copy's if it was
 * started after the copy's first byte, by the service's clock, or contains the copy's correlation token, if everything that the
 * service shows of it matches the request, and if it is the only such image: returning somebody else's image would be worse than
 * not knowing. In a process that did not send the copy, this takes the token, or the service's time at the first byte, if the
 * process that sent it could note it.
 */
final class OwnCopySearch {
    private OwnCopySearch() {}

    /**
     * The result of a search.
     *
     * @param own the copy's image
     * @param others images with the name that are not certainly older than the copy; none if the copy's own was found
     */
    record Search(Optional<HuaweiImage> own, List<String> others) {}

    static CompletableFuture<Search> find(CallFlow flow, OperationHandle handle) {
        HuaweiImageQuery query = Destination.query(handle)
                .name(handle.name())
                .imageType("private")
                .build();
        return Pages.collect(marker -> page(flow, handle, query, marker)).thenApply(named -> {
            List<HuaweiImage> fitting =
                    named.stream().filter(Named::isOwn).map(Named::image).toList();
            return fitting.size() == 1
                    ? new Search(Optional.of(fitting.get(0)), List.of())
                    : new Search(
                            Optional.empty(),
                            named.stream().map(known -> known.image().id()).toList());
        });
    }

    /**
     * An image with the name that is not certainly older than the copy.
     *
     * @param isOwn whether it can be the copy's, as far as the service shows it
     */
    private record Named(HuaweiImage image, boolean isOwn) {}

    private static CompletableFuture<Page<Named>> page(
            CallFlow flow, OperationHandle handle, HuaweiImageQuery query, String marker) {
        Destination destination = Destination.of(handle);
        ImageLookup lookup = new ImageLookup(destination.region(), destination.projectId(), query, marker);
        long askedAt = flow.time().nanoTime();
        return flow.call(HuaweiImsCalls.Images.LIST, lookup).thenApply(listed -> {
            ServiceTime.learn(ServiceTime.ofPrompt(listed.serviceTime(), askedAt, flow.time()), handle, flow.time());
            Page<HuaweiImage> page = HuaweiImageReader.page(listed, lookup);
            List<Named> named = page.items().stream()
                    .filter(image -> image.name().equals(handle.name())
                            && !image.id().equals(handle.detail(Destination.SOURCE_IMAGE)))
                    .filter(image ->
                            ServiceTime.mayHaveBegunAfter(image.createdAt(), listed.serviceTime(), handle, flow.time()))
                    .map(image -> new Named(image, isOwn(image, listed, askedAt, handle)))
                    .toList();
            return new Page<>(named, page.next(), page.bytes());
        });
    }

    private static boolean isOwn(HuaweiImage image, ImagePage listed, long askedAt, OperationHandle handle) {
        return Destination.fits(image, handle)
                && (CorrelationToken.identifies(image.description().orElse(""), handle.idempotencyKey())
                        || ServiceTime.beganAfter(image.createdAt(), listed.serviceTime(), askedAt, handle));
    }

    static CompletableFuture<Optional<HuaweiImage>> byId(CallFlow flow, OperationHandle handle, String imageId) {
        HuaweiImageQuery query = Destination.query(handle).imageId(imageId).build();
        ImageLookup lookup = Destination.of(handle).lookup(query);
        return flow.call(HuaweiImsCalls.Images.LIST, lookup)
                .thenApply(listed -> HuaweiImageReader.only(listed, lookup, imageId));
    }
}
