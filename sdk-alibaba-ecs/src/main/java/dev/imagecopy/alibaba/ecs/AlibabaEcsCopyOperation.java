package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.KeptRequest.Right;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A copy from its start to its end. The service has no task for it: the id of the new image, which is known at once, is the
 * operation's id, and the image's status is its state.
 */
final class AlibabaEcsCopyOperation implements OperationType<RoutedCopy, AlibabaImage> {
    static final String KIND = "copy-image";
    private static final String DESTINATION = "destinationRegion";

    private final RequestJson<RoutedCopy> requestJson = new CopyJson();
    private final RegionPolls polls = new RegionPolls();
    private final String accountId;
    private final Submission submission;

    /**
     * Creates the type for one client.
     *
     * @param accountId the client's account; empty if unknown
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
    public Optional<RequestJson<RoutedCopy>> requestJson() {
        return Optional.of(requestJson);
    }

    @Override
    public CompletableFuture<AcceptedOperation<AlibabaImage>> submit(
            CallFlow flow, RoutedCopy copy, OperationHandle intent) {
        return submission.send(flow, copy, intent).thenApply(outcome -> outcome.found()
                .map(image -> found(image, intent))
                .orElseGet(() -> accepted(outcome.imageId(), intent)));
    }

    private AcceptedOperation<AlibabaImage> accepted(String imageId, OperationHandle intent) {
        OperationHandle handle = intent.withOperationId(imageId);
        return new AcceptedOperation<>(handle, attach(handle), PollResult.pending(OperationState.QUEUED, ""));
    }

    private AcceptedOperation<AlibabaImage> found(AlibabaImage image, OperationHandle intent) {
        OperationHandle handle = intent.foundByName(image.id(), intent.details());
        return new AcceptedOperation<>(handle, attach(handle), AlibabaEcsCopyStatus.of(image));
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return isResumed(intent) || !intent.name().isEmpty();
    }

    /** The call itself has repeated the copy under its key as often as it may; another process may do so again. */
    private static boolean isResumed(OperationHandle intent) {
        Right right = intent.request().right();
        return right == Right.SIGNED || right == Right.SCOPE;
    }

    /**
     * The same copy under the same key returns the same image again. If that is not allowed, the image is looked up by name.
     */
    @Override
    public CompletableFuture<Optional<AcceptedOperation<AlibabaImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        Optional<RoutedCopy> copy = isResumed(intent)
                ? intent.repeatable(requestJson, AlibabaEcsCalls.COPY_IMAGE, flow.time())
                : Optional.empty();
        if (copy.isEmpty()) {
            return byName(flow, intent);
        }
        return flow.call(AlibabaEcsCalls.COPY_IMAGE.replayed(intent.idempotencyKey()), copy.get())
                .thenApply(imageId -> Optional.of(accepted(imageId, intent)))
                .exceptionallyCompose(refused -> AlibabaEcsErrors.isNameTaken(CallFlow.causeOf(refused))
                        ? byName(flow, intent)
                        : CompletableFuture.failedFuture(refused));
    }

    /**
     * Fails if an image may be the copy's, but does not match the request in everything: only the caller can decide whose it
     * is.
     */
    private CompletableFuture<Optional<AcceptedOperation<AlibabaImage>>> byName(CallFlow flow, OperationHandle intent) {
        if (intent.name().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return OwnCopySearch.find(flow, destination(intent), intent.name()).thenApply(named -> {
            if (named.isEmpty() || !named.get().mayBeOwn(flow, intent)) {
                return Optional.empty();
            }
            AlibabaImage image = named.get().image();
            return intent.request()
                    .read(requestJson, AlibabaEcsCalls.COPY_IMAGE, intent.fingerprint())
                    .filter(copy -> named.get().fits(copy.request()))
                    .map(copy -> Optional.of(found(image, intent)))
                    .orElseThrow(() -> Candidates.unproven(List.of(image.id())));
        });
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
}
