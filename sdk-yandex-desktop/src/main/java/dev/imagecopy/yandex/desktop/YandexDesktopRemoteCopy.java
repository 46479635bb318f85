package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An operation whose result is an image. "Done" means that the operation has ended, not that the image can be used: it only
 * succeeded if the image exists, is ACTIVE, and has the requested folder and name.
 */
final class YandexDesktopRemoteCopy extends YandexDesktopRemoteOperation<DesktopImage> {
    /** How long a new image may remain invisible after its operation has ended. */
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(60);

    private volatile long firstMissed;
    private volatile boolean missed;

    YandexDesktopRemoteCopy(OperationHandle handle, Again again) {
        super(handle, again);
    }

    @Override
    CompletableFuture<PollResult<DesktopImage>> finished(CallFlow flow, Optional<DesktopImage> response) {
        if (imageId().isEmpty()) {
            return CompletableFuture.failedFuture(noImage());
        }
        return find(flow, imageId())
                .thenApply(found -> found.map(this::verified).orElseGet(() -> notVisible(flow)));
    }

    private PollResult<DesktopImage> notVisible(CallFlow flow) {
        long now = flow.time().nanoTime();
        if (!missed) {
            firstMissed = now;
            missed = true;
        }
        return now - firstMissed < VISIBLE_WITHIN.toNanos()
                ? PollResult.pending(OperationState.RUNNING, "")
                : failed("NOT_FOUND", "the operation has ended, but its image does not exist");
    }

    @Override
    CompletableFuture<PollResult<DesktopImage>> judged(CallFlow flow) {
        if (imageId().isEmpty()) {
            return CompletableFuture.completedFuture(PollResult.notFound());
        }
        return find(flow, imageId())
                .thenApply(found -> found.map(this::verified).orElseGet(PollResult::notFound));
    }

    private PollResult<DesktopImage> verified(DesktopImage image) {
        return switch (image.knownStatus()) {
            case CREATING, UNKNOWN -> PollResult.pending(OperationState.RUNNING, image.status());
            case DELETING -> failed(image.status(), "the image is being deleted");
            case ACTIVE ->
                isAsAskedFor(image)
                        ? PollResult.succeeded(image.status(), image)
                        : failed("WRONG_IMAGE", "the new image has another folder or name than requested");
        };
    }

    /** What the request left open is the service's choice, and not in the handle. */
    private boolean isAsAskedFor(DesktopImage image) {
        boolean anyFolder = handle().details().containsKey(RequestMemory.ANY_FOLDER);
        return (anyFolder || fits(handle().scope(), image.folderId()))
                && fits(handle().name(), image.name().orElse(""));
    }

    private static boolean fits(String asked, String made) {
        return asked.isEmpty() || asked.equals(made);
    }

    private static PollResult<DesktopImage> failed(String code, String message) {
        return PollResult.ended(OperationState.FAILED, code, new OperationFailure(code, message, Optional.empty()));
    }
}
