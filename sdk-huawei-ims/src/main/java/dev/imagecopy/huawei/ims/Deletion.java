package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what a failed copy has left. The service answers some seconds before the image is gone, and its name may be taken until
 * then, so lists are read until they no longer show the image.
 */
final class Deletion {
    /** Lists that show the image for longer must not keep the next copy from being tried. */
    private static final int LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private Deletion() {}

    /** Deletes an image at a copy's destination. Lists may show it even if the service no longer knows it. */
    static CompletableFuture<@Nullable Void> of(CallFlow flow, OperationHandle copy, String imageId) {
        Destination destination = Destination.of(copy);
        CompletableFuture<@Nullable Void> deleted = flow.deleteIfExists(
                HuaweiImsCalls.Images.DELETE_LEFTOVER,
                new HuaweiImsCalls.Leftover(destination.region(), destination.projectId(), imageId));
        return deleted.thenCompose(done -> CallFlow.recover(
                unlisted(flow, copy, imageId, LOOKS),
                SdkException.class,
                unknown -> CompletableFuture.completedFuture(null)));
    }

    private static CompletableFuture<@Nullable Void> unlisted(
            CallFlow flow, OperationHandle copy, String imageId, int looks) {
        return OwnCopySearch.byId(flow, copy, imageId)
                .thenCompose(found -> found.isEmpty() || looks == 1
                        ? CompletableFuture.completedFuture(null)
                        : flow.pause(BETWEEN_LOOKS).thenCompose(over -> unlisted(flow, copy, imageId, looks - 1)));
    }
}
