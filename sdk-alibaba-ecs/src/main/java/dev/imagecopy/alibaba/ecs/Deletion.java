package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.CallFlow;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an image for a caller of the client. The vendor says that a missing image is ignored, but also lists the error
 * InvalidImageId.NotFound, which its other services write as NotExist: all of them mean that the image does not exist.
 */
final class Deletion {
    private Deletion() {}

    static CompletableFuture<@Nullable Void> of(CallFlow flow, RoutedDeletion deletion) {
        CompletableFuture<@Nullable Void> deleted =
                flow.call(AlibabaEcsCalls.Images.DELETE, deletion).thenApply(done -> null);
        return CallFlow.recover(deleted, NotFoundException.class, refusal -> {
            if (!refusal.code().toLowerCase(Locale.ROOT).startsWith("invalidimageid.not")) {
                throw refusal;
            }
            return CompletableFuture.completedFuture(null);
        });
    }
}
