package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The image that a copy makes, watched in its own region. */
final class CopiedImage implements RemoteOperation<AlibabaImage> {
    private final RoutedImage image;
    private final OperationHandle handle;

    CopiedImage(RoutedImage image, OperationHandle handle) {
        this.image = image;
        this.handle = handle;
    }

    @Override
    public CompletableFuture<PollResult<AlibabaImage>> poll(CallFlow flow) {
        return flow.call(AlibabaEcsCalls.DESCRIBE_IMAGES, ImageLookup.byIds(image.region(), List.of(image.imageId())))
                .thenApply(page -> page.images().stream()
                        .filter(found -> found.id().equals(image.imageId()))
                        .findFirst()
                        .map(AlibabaEcsCopyOperation::status)
                        .orElseGet(PollResult::notFound));
    }

    /** The search by id and the one by name may learn of an image at different times. */
    @Override
    public CompletableFuture<PollResult<AlibabaImage>> missing(CallFlow flow, boolean seenBefore) {
        if (seenBefore || handle.name().isEmpty()) {
            return CompletableFuture.completedFuture(PollResult.notFound());
        }
        return OwnImages.named(flow, image.region(), handle.name()).thenApply(named -> named.map(OwnImages.Named::image)
                .filter(found -> found.id().equals(image.imageId()))
                .map(AlibabaEcsCopyOperation::status)
                .orElseGet(PollResult::notFound));
    }

    @Override
    public CompletableFuture<CancelResult> cancel(CallFlow flow) {
        return Cancellation.of(flow::call, image);
    }
}
