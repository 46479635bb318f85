package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import java.time.Duration;
import java.util.Optional;

/** The status table: what an image's status says about the copy that creates it. */
final class AlibabaEcsCopyStatus {
    /** With less time left than this, the poll schedule is close enough; with more, the next poll is due after half of it. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration LONGEST_HINT = Duration.ofMinutes(1);

    private AlibabaEcsCopyStatus() {}

    static PollResult.Found<AlibabaImage> of(AlibabaImage image) {
        PollResult.Found<AlibabaImage> result =
                switch (image.knownStatus()) {
                    case WAITING -> PollResult.pending(OperationState.QUEUED, image.status());
                    case CREATING, UNKNOWN -> PollResult.pending(OperationState.RUNNING, image.status());
                    case AVAILABLE, DEPRECATED -> PollResult.succeeded(image.status(), image);
                    case CREATE_FAILED -> failed(image, "the service could not create the image");
                    case UNAVAILABLE -> failed(image, "the image cannot be used");
                };
        if (result.state().isTerminal()) {
            return result;
        }
        if (image.progressPercent().isPresent()) {
            result = result.withProgress(image.progressPercent().getAsInt());
        }
        if (image.remaining().isPresent()) {
            Duration left = image.remaining().get();
            result = result.withRemaining(left);
            if (left.compareTo(SOON) > 0) {
                Duration half = Duration.ofSeconds(left.toSeconds() / 2); // dividedBy takes 400 bytes
                result = result.withNextPoll(half.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : half);
            }
        }
        return result;
    }

    private static PollResult.Found<AlibabaImage> failed(AlibabaImage image, String message) {
        return PollResult.ended(
                OperationState.FAILED, image.status(), new OperationFailure(image.status(), message, Optional.empty()));
    }
}
