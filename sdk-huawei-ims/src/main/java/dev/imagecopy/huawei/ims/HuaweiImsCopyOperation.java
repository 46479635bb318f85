package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A copy, inside a region or into another one: a job until it ends, or the new image itself if the job's id was lost with the
 * reply.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
 */
record HuaweiImsCopyOperation<R>(
        String kind,
        ApiCall<R, String> submitCall,
        Submission<R> submission,
        Function<R, OperationIntent> intents,
        Setting setting)
        implements OperationType<R, HuaweiImage> {
    static final String KIND_IN_REGION = "copy-image";
    static final String KIND_TO_REGION = "copy-image-to-region";

    /**
     * What both kinds of copies share.
     *
     * @param region the client's region
     * @param project the client's project
     * @param jobs looks up jobs
     * @param patience how long a copy across regions waits while five others are in progress
     */
    record Setting(String region, ProjectScope project, JobQueries jobs, Duration patience) {}

    static HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion(Setting setting, HuaweiCopyVersion version) {
        boolean newer = version == HuaweiCopyVersion.V2_1;
        ApiCall<HuaweiCopyImageRequest, String> call =
                newer ? HuaweiImsCalls.COPY_IMAGE_V21 : HuaweiImsCalls.COPY_IMAGE;
        Optional<ApiCall<HuaweiCopyImageRequest, String>> older =
                newer ? Optional.of(HuaweiImsCalls.COPY_IMAGE) : Optional.empty();
        return new HuaweiImsCopyOperation<>(
                KIND_IN_REGION,
                call,
                new Submission<>(call, older, setting.patience()),
                request -> intent(
                        setting,
                        request.name(),
                        Destination.details(
                                request.imageId(),
                                request.description(),
                                request.cmkId(),
                                request.enterpriseProjectId())),
                setting);
    }

    static HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion(Setting setting) {
        return new HuaweiImsCopyOperation<>(
                KIND_TO_REGION,
                HuaweiImsCalls.COPY_IMAGE_TO_REGION,
                new Submission<>(HuaweiImsCalls.COPY_IMAGE_TO_REGION, Optional.empty(), setting.patience()),
                request -> {
                    Map<String, String> details = Destination.details(
                            request.imageId(), request.description(), Optional.empty(), Optional.empty());
                    details.put(Destination.TARGET_REGION, request.targetRegion());
                    details.put(
                            Destination.TARGET_PROJECT_NAME,
                            request.targetProjectName().orElse(request.targetRegion()));
                    request.targetProjectId().ifPresent(id -> details.put(Destination.TARGET_PROJECT, id));
                    return intent(setting, request.name(), details);
                },
                setting);
    }

    private static OperationIntent intent(Setting setting, String name, Map<String, String> details) {
        return new OperationIntent(setting.region(), setting.project().current(), name, details);
    }

    @Override
    public OperationIntent intent(R request) {
        return intents.apply(request);
    }

    @Override
    public CompletableFuture<AcceptedOperation<HuaweiImage>> submit(CallFlow flow, R request, OperationHandle intent) {
        return reachable(flow, intent)
                .thenCompose(handle -> submission.send(flow, request).thenApply(handle::withOperationId))
                .thenApply(handle -> new AcceptedOperation<>(
                        handle,
                        new HuaweiImsRemoteCopy(handle, setting.jobs()),
                        PollResult.pending(OperationState.QUEUED, "")));
    }

    /** Looks up the destination's project before anything is copied, since a failure after that would be too late. */
    private CompletableFuture<OperationHandle> reachable(CallFlow flow, OperationHandle handle) {
        if (Destination.of(handle).isReachable()) {
            return CompletableFuture.completedFuture(handle);
        }
        return flow.waitFor(setting.project().projectNamed(handle.detail(Destination.TARGET_PROJECT_NAME)))
                .thenApply(id -> {
                    Map<String, String> details = new HashMap<>(handle.details());
                    details.put(Destination.TARGET_PROJECT, id);
                    return handle.withDetails(details);
                });
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return !intent.name().isEmpty();
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<HuaweiImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        return reachable(flow, intent).thenCompose(handle -> {
            if (!Destination.of(handle).isReachable()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return OwnCopySearch.find(flow, handle).thenApply(search -> {
                if (search.own().isEmpty() && !search.others().isEmpty()) {
                    throw Candidates.unproven(search.others());
                }
                return search.own().map(image -> watch(handle, image));
            });
        });
    }

    /** The job's id is lost, so the image is polled instead. */
    private AcceptedOperation<HuaweiImage> watch(OperationHandle intent, HuaweiImage image) {
        Map<String, String> details = new HashMap<>(intent.details());
        details.put(HuaweiImsRemoteCopy.WATCH, HuaweiImsRemoteCopy.WATCH_IMAGE);
        OperationHandle handle = intent.foundByName(image.id(), details);
        return new AcceptedOperation<>(
                handle, new HuaweiImsRemoteCopy(handle, setting.jobs()), HuaweiImsCopyStatus.of(image));
    }

    @Override
    public RemoteOperation<HuaweiImage> attach(OperationHandle handle) {
        return new HuaweiImsRemoteCopy(handle, setting.jobs());
    }

    @Override
    public String scope() {
        return setting.project().configured();
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion(setting.region());
        setting.project().requireOwn(handle);
        Destination.requireForms(handle);
    }
}
