package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.NotFoundException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an image. The vendor says that a missing image is ignored, and lists InvalidImageId.NotFound among the errors: both
 * mean that the image is gone.
 */
final class Deletion {
    private Deletion() {}

    static CompletableFuture<@Nullable Void> of(Calls calls, RoutedImage image) {
        return calls.call(AlibabaEcsCalls.Later.DELETE_IMAGE, image)
                .<CompletableFuture<@Nullable Void>>handle((done, thrown) -> {
                    boolean gone = thrown == null
                            || (Cancellation.unwrap(thrown) instanceof NotFoundException refusal
                                    && refusal.code().equals("InvalidImageId.NotFound"));
                    return gone
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(Cancellation.unwrap(thrown));
                })
                .thenCompose(result -> result);
    }
}
