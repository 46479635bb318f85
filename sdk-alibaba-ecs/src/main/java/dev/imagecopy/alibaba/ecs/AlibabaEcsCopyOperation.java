package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A copy from its start to its end. The service gives no task: the id of the new image, known at once, is the operation's
 * id, and the image's status is its state.
 */
final class AlibabaEcsCopyOperation implements OperationType<RoutedCopy, AlibabaImage> {
    static final String KIND = "copy-image";
    private static final String DESTINATION = "destinationRegion";

    /** Below this the schedule of polls is close enough; above it, half of the time left is waited for. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration LONGEST_HINT = Duration.ofMinutes(1);

    private final RegionPolls polls = new RegionPolls();
    private final String accountId;
    private final Submission submission;

    /**
     * Makes the type for one client.
     *
     * @param accountId the client's account, empty when it was not told
     * @param busyWait how long a copy waits for another copy of the same image
     */
    AlibabaEcsCopyOperation(String accountId, Duration busyWait) {
        this.accountId = accountId;
        this.submission = new Submission(busyWait);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ApiCall<RoutedCopy, ?> submitCall() {
        return AlibabaEcsCalls.COPY_IMAGE;
    }

    @Override
    public OperationIntent intent(RoutedCopy copy) {
        return new OperationIntent(
                copy.region(), accountId, copy.request().name().orElse(""), Map.of(DESTINATION, copy.targetRegion()));
    }

    @Override
    public CompletableFuture<AcceptedOperation<AlibabaImage>> submit(
            CallFlow flow, RoutedCopy copy, OperationHandle intent) {
        return submission.send(flow, copy, intent).thenApply(outcome -> outcome.adopted()
                .map(image -> accepted(image.id(), intent, status(image)))
                .orElseGet(() -> accepted(outcome.imageId(), intent, PollResult.pending(OperationState.QUEUED, ""))));
    }

    private AcceptedOperation<AlibabaImage> accepted(
            String imageId, OperationHandle intent, PollResult.Found<AlibabaImage> first) {
        OperationHandle handle = intent.withOperationId(imageId);
        return new AcceptedOperation<>(handle, attach(handle), first);
    }

    /** A copy without a name leaves nothing to search for; repeating it with the same idempotency key is safe. */
    @Override
    public boolean reconciles(OperationHandle intent) {
        return !intent.name().isEmpty();
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<AlibabaImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        return OwnCopySearch.find(flow, destination(intent), intent.name())
                .thenApply(named -> named.filter(found -> found.isOwn(intent))
                        .map(OwnCopySearch.Named::image)
                        .map(image -> accepted(image.id(), intent, status(image))));
    }

    @Override
    public RemoteOperation<AlibabaImage> attach(OperationHandle handle) {
        return new AlibabaEcsRemoteCopy(new RoutedImage(destination(handle), handle.operationId()), handle, polls);
    }

    @Override
    public String scope() {
        return accountId;
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        Checks.of("The resume token")
                .region("region", handle.region())
                .region(DESTINATION, destination(handle))
                .throwIfAny();
    }

    static String destination(OperationHandle handle) {
        return handle.detail(DESTINATION);
    }

    /** The status table. */
    static PollResult.Found<AlibabaImage> status(AlibabaImage image) {
        PollResult.Found<AlibabaImage> result =
                switch (image.knownStatus()) {
                    case WAITING -> PollResult.pending(OperationState.QUEUED, image.status());
                    case CREATING, UNKNOWN -> PollResult.pending(OperationState.RUNNING, image.status());
                    case AVAILABLE, DEPRECATED -> PollResult.succeeded(image.status(), image);
                    case CREATE_FAILED -> failed(image, "the service could not make the image");
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
                Duration half = left.dividedBy(2);
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
