package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a copy, best effort. The service uses the code IncorrectImageStatus for five situations that only differ in their
 * messages, so the image is looked up again before the code is interpreted.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/ecs/api-cancelcopyimage">CancelCopyImage</a>
 */
final class Cancellation {
    private Cancellation() {}

    static CompletableFuture<CancelResult> of(CallFlow flow, RoutedImage image) {
        return flow.call(AlibabaEcsCalls.Images.CANCEL_COPY, image)
                .<CancelResult>thenApply(done -> new CancelResult.Requested())
                .exceptionallyCompose(thrown -> refused(flow, image, CallFlow.causeOf(thrown)));
    }

    private static CompletableFuture<CancelResult> refused(CallFlow flow, RoutedImage image, Throwable thrown) {
        if (thrown instanceof AmbiguousOutcomeException lost && isRefusal(lost.getCause(), "ImageCreatedNotFromCopy")) {
            // An earlier attempt arrived and succeeded: the image is no longer a copy in progress.
            return CompletableFuture.completedFuture(new CancelResult.Requested());
        }
        Throwable last = thrown instanceof AmbiguousOutcomeException lost ? lost.getCause() : thrown;
        if (last instanceof ApiException refusal) {
            switch (refusal.code()) {
                case "CancelNotSupported", "ImageCreatedNotFromCopy" -> {
                    return CompletableFuture.completedFuture(new CancelResult.NotSupported(reason(refusal)));
                }
                case "IncorrectImageStatus" -> {
                    return lookAgain(flow, image, refusal);
                }
                default -> {}
            }
        }
        if (thrown instanceof NotFoundException gone) {
            return CompletableFuture.completedFuture(new CancelResult.Unknown(gone));
        }
        return CompletableFuture.failedFuture(thrown);
    }

    private static CompletableFuture<CancelResult> lookAgain(CallFlow flow, RoutedImage image, ApiException refusal) {
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE, ImageLookup.byIds(image.region(), List.of(image.imageId())))
                .handle((page, thrown) -> thrown != null
                        ? byWords(refusal)
                        : page.images().stream()
                                .filter(found -> found.id().equals(image.imageId()))
                                .findFirst()
                                .map(found -> byStatus(found, refusal))
                                .orElseGet(() -> new CancelResult.Unknown(refusal)));
    }

    private static CancelResult byStatus(AlibabaImage image, ApiException refusal) {
        OperationState state = AlibabaEcsCopyStatus.of(image).state();
        return state.isTerminal() ? new CancelResult.AlreadyFinished(state) : byWords(refusal);
    }

    private static CancelResult byWords(ApiException refusal) {
        return finished(refusal.serviceMessage())
                .<CancelResult>map(CancelResult.AlreadyFinished::new)
                .orElseGet(() -> new CancelResult.NotSupported(reason(refusal)));
    }

    private static Optional<OperationState> finished(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("failed")) {
            return Optional.of(OperationState.FAILED);
        }
        return lower.contains("finished") || lower.contains("complete")
                ? Optional.of(OperationState.SUCCEEDED)
                : Optional.empty();
    }

    private static boolean isRefusal(@Nullable Throwable thrown, String code) {
        return thrown instanceof ApiException refusal && refusal.code().equalsIgnoreCase(code);
    }

    private static String reason(ApiException refusal) {
        return refusal.serviceMessage().isEmpty() ? refusal.code() : refusal.code() + ": " + refusal.serviceMessage();
    }
}
