package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ConflictWait;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends a copy, and handles two errors that need not be final.
 *
 * <ul>
 *   <li>The name is taken (InvalidImageName.Duplicated). After an attempt whose reply was lost, it remains unknown
 *       whose the image is, unless it is older. Without such an attempt, it is certainly somebody else's.
 *   <li>The source is already being copied (ImageCopying, ImageCopyConflict). This passes within minutes; the client waits if
 *       configured to.
 * </ul>
 */
final class Submission {
    private static final Set<String> BUSY = Set.of("OperationDenied.ImageCopying", "OperationDenied.ImageCopyConflict");

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    private final Duration waitForConflicts;

    Submission(Duration waitForConflicts) {
        this.waitForConflicts = waitForConflicts;
    }

    /** Returns a future of the new image's id. */
    CompletableFuture<String> send(CallFlow flow, RoutedCopy copy, OperationHandle intent) {
        return new ConflictWait(flow, waitForConflicts, FIRST_PAUSE)
                .retry(() -> flow.call(AlibabaEcsCalls.COPY_IMAGE, copy), Submission::isBusy)
                .exceptionallyCompose(thrown -> {
                    Throwable error = CallFlow.causeOf(thrown);
                    ConflictException taken = nameTakenAfterLostReply(error);
                    return taken != null && !intent.name().isEmpty()
                            ? whoseName(flow, copy, intent, taken, error)
                            : CompletableFuture.failedFuture(error);
                });
    }

    private static boolean isBusy(Throwable error) {
        return error instanceof ConflictException busy && BUSY.contains(busy.code());
    }

    private static @Nullable ConflictException nameTakenAfterLostReply(Throwable error) {
        return error instanceof AmbiguousOutcomeException
                        && error.getCause() instanceof ConflictException conflict
                        && AlibabaEcsErrors.isNameTaken(conflict)
                ? conflict
                : null;
    }

    /**
     * If the image with that name is older or not a copy, none of our attempts created one. Otherwise it remains unknown whose
     * it is: it need not have our source, which the service does not show.
     */
    private static CompletableFuture<String> whoseName(
            CallFlow flow, RoutedCopy copy, OperationHandle intent, ConflictException taken, Throwable ambiguous) {
        return OwnCopySearch.find(flow, copy.targetRegion(), intent.name())
                .exceptionallyCompose(thrown -> {
                    ambiguous.addSuppressed(CallFlow.causeOf(thrown));
                    return CompletableFuture.failedFuture(ambiguous);
                })
                .thenCompose(named -> CompletableFuture.failedFuture(
                        named.isPresent() && !named.get().mayBeOwn(flow, intent) ? taken : ambiguous));
    }
}
