package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An operation that deletes an image and has no result. */
final class YandexDesktopRemoteDeletion extends YandexDesktopRemoteOperation<Void> {
    YandexDesktopRemoteDeletion(OperationHandle handle, Again again) {
        super(handle, again);
    }

    @Override
    CompletableFuture<PollResult<Void>> finished(CallFlow flow, Optional<DesktopImage> response) {
        return CompletableFuture.completedFuture(PollResult.succeeded("", null));
    }

    /** An image that no longer exists has been deleted, whatever happened to the operation. */
    @Override
    CompletableFuture<PollResult<Void>> judged(CallFlow flow) {
        return find(flow, imageId())
                .thenApply(found -> found.isPresent() ? PollResult.notFound() : PollResult.succeeded("", null));
    }
}
