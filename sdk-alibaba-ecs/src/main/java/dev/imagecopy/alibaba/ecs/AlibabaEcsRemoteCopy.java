package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The image that a copy creates, polled in its own region. */
final class AlibabaEcsRemoteCopy implements RemoteOperation<AlibabaImage> {
    private final RoutedImage image;
    private final OperationHandle handle;
    private final RegionPoll.Subscriber subscriber;

    AlibabaEcsRemoteCopy(RoutedImage image, OperationHandle handle, RegionPolls polls) {
        this.image = image;
        this.handle = handle;
        this.subscriber = polls.subscribe(image);
    }

    @Override
    public CompletableFuture<PollResult<AlibabaImage>> poll(CallFlow flow) {
        return subscriber.poll(flow);
    }

    @Override
    public Optional<CompletableFuture<?>> pollTrigger() {
        return Optional.of(subscriber.pollTrigger());
    }

    /** The service may show an image to a search by id and to one by name at different times. */
    @Override
    public CompletableFuture<PollResult<AlibabaImage>> missing(CallFlow flow, boolean seenBefore) {
        if (seenBefore || handle.name().isEmpty()) {
            return CompletableFuture.completedFuture(PollResult.notFound());
        }
        return OwnCopySearch.find(flow, image.region(), handle.name())
                .thenApply(named -> named.map(OwnCopySearch.Named::image)
                        .filter(found -> found.id().equals(image.imageId()))
                        .<PollResult<AlibabaImage>>map(AlibabaEcsCopyStatus::of)
                        .orElseGet(PollResult::notFound));
    }

    @Override
    public CompletableFuture<CancelResult> cancel(CallFlow flow) {
        return Cancellation.of(flow, image);
    }
}
