package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.KeptRequest.Right;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.spi.TargetImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy from its start to its end. The service has no task for it: the id of the new image, which is known at once, is the
 * operation's id, and the image's status is its state.
 */
final class AlibabaEcsCopyOperation implements CopyType<AlibabaCopyImageRequest, RoutedCopy, AlibabaImage> {
    static final String KIND = "copy-image";
    private static final String DESTINATION = "destinationRegion";

    private final RequestJson<RoutedCopy> requestJson = new CopyJson();
    private final RegionPolls polls = new RegionPolls();
    private final String accountId;
    private final @Nullable String region;
    private final Submission submission;

    /**
     * Creates the type for one client.
     *
     * @param accountId the client's account; empty if unknown
     * @param region the region of source images if the request has none; null if unknown
     * @param waitForConflicts how long a copy waits for another copy of the same image
     */
    AlibabaEcsCopyOperation(String accountId, @Nullable String region, Duration waitForConflicts) {
        this.accountId = accountId;
        this.region = region;
        this.submission = new Submission(waitForConflicts);
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
    public Class<AlibabaCopyImageRequest> requestType() {
        return AlibabaCopyImageRequest.class;
    }

    @Override
    public RoutedCopy effective(AlibabaCopyImageRequest request) {
        return new RoutedCopy(request, region(request.region()));
    }

    String region(Optional<String> own) {
        return own.or(() -> Optional.ofNullable(region))
                .orElseThrow(() -> new IllegalArgumentException(
                        "AlibabaEcsClient: region is required, on the request or on the client"));
    }

    @Override
    public AlibabaCopyImageRequest request(RoutedCopy copy) {
        return copy.request().toBuilder().region(copy.region()).build();
    }

    @Override
    public RequestJson<RoutedCopy> storedForm() {
        return requestJson;
    }

    @Override
    public String targetRegion(RoutedCopy copy) {
        return copy.targetRegion();
    }

    @Override
    public String sourceId(RoutedCopy copy) {
        return copy.request().imageId();
    }

    @Override
    public String targetName(RoutedCopy copy) {
        return copy.request().name().orElse("");
    }

    @Override
    public OperationIntent intent(RoutedCopy copy) {
        return new OperationIntent(
                copy.region(), accountId, copy.request().name().orElse(""), Map.of(DESTINATION, copy.targetRegion()));
    }

    @Override
    public String subject(OperationHandle handle) {
        String source = handle.request()
                .read(requestJson, AlibabaEcsCalls.COPY_IMAGE, handle.fingerprint())
                .map(copy -> " of image " + copy.request().imageId())
                .orElse("");
        String name = handle.name().isEmpty() ? "" : "'" + handle.name() + "' in ";
        return "the copy" + source + " in " + handle.region() + " to " + name + destination(handle);
    }

    @Override
    public Optional<RequestJson<RoutedCopy>> requestJson() {
        return Optional.of(requestJson);
    }

    @Override
    public CompletableFuture<AcceptedOperation<AlibabaImage>> submit(
            CallFlow flow, RoutedCopy copy, OperationHandle intent) {
        return submission.send(flow, copy, intent).thenApply(imageId -> accepted(imageId, intent));
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

    @Override
    public boolean reconcilesByRepeating(OperationHandle intent) {
        return isResumed(intent);
    }

    /** The call itself has repeated the copy under its key as often as it may; another process may do so again. */
    private static boolean isResumed(OperationHandle intent) {
        Right right = intent.request().right();
        return right == Right.SIGNED || right == Right.SCOPE || right == Right.STORE;
    }

    /**
     * The same copy under the same key returns the same image again. If that is not allowed, the image is looked up by name.
     */
    @Override
    public CompletableFuture<Optional<AcceptedOperation<AlibabaImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        if (!isResumed(intent)) {
            return byName(flow, intent);
        }
        return intent.repeatable(requestJson, AlibabaEcsCalls.COPY_IMAGE, flow, copy -> source(flow, copy))
                .thenCompose(copy -> copy.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<String>empty())
                        : intent.repeat(AlibabaEcsCalls.COPY_IMAGE, flow, copy.get()))
                .thenCompose(imageId -> imageId.isEmpty()
                        ? byName(flow, intent)
                        : CompletableFuture.completedFuture(Optional.of(accepted(imageId.get(), intent))))
                .exceptionallyCompose(refused -> AlibabaEcsErrors.isNameTaken(CallFlow.causeOf(refused))
                        ? byName(flow, intent)
                        : CompletableFuture.failedFuture(refused));
    }

    private static CompletableFuture<ImagePage> source(CallFlow flow, RoutedCopy copy) {
        return flow.call(
                AlibabaEcsCalls.Images.DESCRIBE,
                ImageLookup.byIds(copy.region(), List.of(copy.request().imageId())));
    }

    /** Fails if an image may be the copy's: only the caller can decide whose it is. */
    private CompletableFuture<Optional<AcceptedOperation<AlibabaImage>>> byName(CallFlow flow, OperationHandle intent) {
        if (intent.name().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return OwnCopySearch.find(flow, destination(intent), intent.name()).thenApply(named -> {
            ServiceTime.learn(flow.serviceTime(), intent, flow.time()); // another process counts the key's life from it
            if (named.isPresent() && named.get().mayBeOwn(flow, intent)) {
                throw Candidates.unproven(List.of(named.get().image().id()));
            }
            return Optional.empty();
        });
    }

    @Override
    public RemoteOperation<AlibabaImage> attach(OperationHandle handle) {
        return new AlibabaEcsRemoteCopy(new RoutedImage(destination(handle), handle.operationId()), handle, polls);
    }

    @Override
    public CompletableFuture<TargetLook<AlibabaImage>> lookUp(
            CallFlow flow,
            RoutedCopy copy,
            OperationHandle intent,
            Function<AcceptedOperation<AlibabaImage>, Operation<AlibabaImage>> adopt) {
        return TargetSearch.find(flow, copy)
                .thenApply(images -> TargetImage.judge(images, found -> adopt.apply(found(found.image(), intent))));
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(
            CallFlow flow, RoutedCopy copy, OperationHandle intent, String imageId) {
        return flow.deleteIfExists(
                AlibabaEcsCalls.Images.DELETE,
                new RoutedDeletion(
                        AlibabaDeleteImageRequest.builder().imageId(imageId).build(), copy.targetRegion()));
    }

    @Override
    public String resultId(AlibabaImage image) {
        return image.id();
    }

    @Override
    public AlibabaImage restored(OperationHandle handle, StoredOutcome outcome) {
        return AlibabaImage.builder()
                .id(outcome.imageId())
                .region(destination(handle))
                .name(Optional.of(handle.name()).filter(name -> !name.isEmpty()))
                .status(outcome.providerStatus())
                .build();
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
