package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an image. The vendor says that a missing image is ignored, and lists InvalidImageId.NotFound among the errors: both
 * mean that the image is gone.
 */
final class Deletion {
    private Deletion() {}

    static CompletableFuture<@Nullable Void> of(CallFlow flow, RoutedImage image) {
        return flow.call(AlibabaEcsCalls.Later.DELETE_IMAGE, image)
                .<CompletableFuture<@Nullable Void>>handle((done, thrown) -> {
                    boolean gone = thrown == null
                            || (CallFlow.causeOf(thrown) instanceof NotFoundException refusal
                                    && refusal.code().equals("InvalidImageId.NotFound"));
                    return gone
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(CallFlow.causeOf(thrown));
                })
                .thenCompose(result -> result);
    }
}
