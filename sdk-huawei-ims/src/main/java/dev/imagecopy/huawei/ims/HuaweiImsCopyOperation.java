package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A copy, inside a region or into another: a job until it ends, or the new image itself when the job's id was lost with the
 * reply.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
 */
final class HuaweiImsCopyOperation<R> implements OperationType<R, HuaweiImage> {
    static final String KIND_IN_REGION = "copy-image";
    static final String KIND_TO_REGION = "copy-image-to-region";

    /** In the details: what the operation's id names, when it is not a job. */
    private static final String WATCH = "watch";

    private static final String WATCH_IMAGE = "image";

    private static final String NO_CANCEL =
            "Huawei Cloud IMS has no call to cancel a copy; the image can be deleted once the copy has ended";

    private final String kind;
    private final ApiCall<R, String> submitCall;
    private final Function<R, OperationIntent> intents;
    private final String region;
    private final String projectId;

    private HuaweiImsCopyOperation(
            String kind,
            ApiCall<R, String> submitCall,
            Function<R, OperationIntent> intents,
            String region,
            String projectId) {
        this.kind = kind;
        this.submitCall = submitCall;
        this.intents = intents;
        this.region = region;
        this.projectId = projectId;
    }

    static HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion(String region, String projectId) {
        return new HuaweiImsCopyOperation<>(
                KIND_IN_REGION,
                HuaweiImsCalls.COPY_IMAGE,
                request -> new OperationIntent(
                        region, projectId, request.name(), Map.of(Destination.SOURCE_IMAGE, request.imageId())),
                region,
                projectId);
    }

    static HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion(String region, String projectId) {
        return new HuaweiImsCopyOperation<>(
                KIND_TO_REGION,
                HuaweiImsCalls.COPY_IMAGE_TO_REGION,
                request -> new OperationIntent(region, projectId, request.name(), details(request)),
                region,
                projectId);
    }

    private static Map<String, String> details(HuaweiCopyToRegionRequest request) {
        Map<String, String> details = new HashMap<>();
        details.put(Destination.SOURCE_IMAGE, request.imageId());
        details.put(Destination.TARGET_REGION, request.targetRegion());
        request.targetProjectId().ifPresent(id -> details.put(Destination.TARGET_PROJECT, id));
        return details;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public ApiCall<R, ?> submitCall() {
        return submitCall;
    }

    @Override
    public OperationIntent intent(R request) {
        return intents.apply(request);
    }

    @Override
    public CompletableFuture<AcceptedOperation<HuaweiImage>> submit(CallFlow flow, R request, OperationHandle intent) {
        return flow.call(submitCall, request).thenApply(jobId -> {
            OperationHandle handle = intent.withOperationId(jobId);
            return new AcceptedOperation<>(handle, new Copy(handle), PollResult.pending(OperationState.QUEUED, ""));
        });
    }

    @Override
    public boolean reconciles() {
        return true;
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<HuaweiImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        if (!Destination.of(intent).isReachable()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return ImageSearch.copyOf(flow, intent).thenApply(found -> found.map(image -> watch(intent, image)));
    }

    /** The job's id is lost for good, so the image stands for the copy. */
    private AcceptedOperation<HuaweiImage> watch(OperationHandle intent, HuaweiImage image) {
        Map<String, String> details = new HashMap<>(intent.details());
        details.put(WATCH, WATCH_IMAGE);
        OperationHandle handle = intent.withOperationId(image.id()).withDetails(details);
        return new AcceptedOperation<>(handle, new Copy(handle), ofImage(image));
    }

    @Override
    public RemoteOperation<HuaweiImage> attach(OperationHandle handle) {
        requireOwn(handle);
        return new Copy(handle);
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion(region);
        handle.requireScope(projectId);
    }

    /** The status table of jobs; a word that is not known means that it goes on. */
    static OperationState stateOf(HuaweiJob job) {
        return switch (job.status().toUpperCase(Locale.ROOT)) {
            case "INIT" -> OperationState.QUEUED;
            case "SUCCESS" -> OperationState.SUCCEEDED;
            case "FAIL", "FAILED" -> OperationState.FAILED;
            default -> OperationState.RUNNING;
        };
    }

    /** The status table of images, for copies whose job is not known. */
    private static PollResult<HuaweiImage> ofImage(HuaweiImage image) {
        return switch (image.status().toLowerCase(Locale.ROOT)) {
            case "active" -> PollResult.succeeded(image.status(), image);
            case "killed", "deleted" ->
                PollResult.ended(
                        OperationState.FAILED,
                        image.status(),
                        new OperationFailure(image.status(), "the new image is not usable", image.requestId()));
            default -> PollResult.pending(OperationState.RUNNING, image.status());
        };
    }

    /** One copy on the service. */
    private static final class Copy implements RemoteOperation<HuaweiImage> {
        private final OperationHandle handle;
        private final Destination destination;

        Copy(OperationHandle handle) {
            this.handle = handle;
            this.destination = Destination.of(handle);
        }

        @Override
        public CompletableFuture<PollResult<HuaweiImage>> poll(CallFlow flow) {
            if (handle.detail(WATCH).equals(WATCH_IMAGE)) {
                return ImageSearch.byId(flow, handle, handle.operationId())
                        .thenApply(found ->
                                found.map(HuaweiImsCopyOperation::ofImage).orElseGet(PollResult::notFound));
            }
            return flow.call(HuaweiImsCalls.DESCRIBE_JOB, handle.operationId()).thenCompose(job -> ofJob(flow, job));
        }

        private CompletableFuture<PollResult<HuaweiImage>> ofJob(CallFlow flow, HuaweiJob job) {
            OperationState state = stateOf(job);
            if (state == OperationState.SUCCEEDED) {
                return newImage(flow, job);
            }
            return CompletableFuture.completedFuture(
                    state == OperationState.FAILED
                            ? PollResult.ended(state, job.status(), JobFailure.of(job))
                            : withProgress(PollResult.pending(state, job.status()), job));
        }

        private static PollResult<HuaweiImage> withProgress(PollResult<HuaweiImage> result, HuaweiJob job) {
            return job.progressPercent().isPresent()
                    ? result.withProgress(job.progressPercent().getAsInt())
                    : result;
        }

        /** In the own region the job tells all that is needed; elsewhere, or when it does not, the image is looked up. */
        private CompletableFuture<PollResult<HuaweiImage>> newImage(CallFlow flow, HuaweiJob job) {
            Optional<HuaweiImage> told = job.imageId()
                    .map(id -> HuaweiImage.named(
                            id, job.imageName().orElse(handle.name()), destination.region(), job.requestId()));
            boolean lookUp = destination.isReachable() && (destination.foreign() || told.isEmpty());
            CompletableFuture<Optional<HuaweiImage>> found =
                    lookUp ? ImageSearch.copyOf(flow, handle) : CompletableFuture.completedFuture(Optional.empty());
            return found.thenApply(image -> image.or(() -> told)
                    .map(result -> PollResult.succeeded(job.status(), result))
                    .orElseGet(() -> PollResult.pending(OperationState.RUNNING, job.status())));
        }

        /** A job that is no longer known may still have made its image. */
        @Override
        public CompletableFuture<PollResult<HuaweiImage>> missing(CallFlow flow, boolean seenBefore) {
            if (!destination.isReachable()) {
                return CompletableFuture.completedFuture(PollResult.notFound());
            }
            return ImageSearch.copyOf(flow, handle).thenApply(found -> found.map(HuaweiImsCopyOperation::ofImage)
                    .orElseGet(PollResult::notFound));
        }

        @Override
        public CompletableFuture<CancelResult> cancel(CallFlow flow) {
            return CompletableFuture.completedFuture(new CancelResult.NotSupported(NO_CANCEL));
        }
    }
}
