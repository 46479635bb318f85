package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.TargetImage;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy, inside a region or into another one: a job until it ends, or the new image itself if the job's id was lost with the
 * reply.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
 */
record HuaweiImsCopyOperation<R extends CopyRequest>(
        String kind, ApiCall<R, String> submitCall, Submission<R> submission, CopyKind<R> copies, Setting setting)
        implements CopyType<R, R, HuaweiImage> {
    static final String KIND_IN_REGION = "copy-image";
    static final String KIND_TO_REGION = "copy-image-to-region";

    /**
     * What both kinds of copies share.
     *
     * @param region the client's region
     * @param project the client's project
     * @param enterpriseProject the enterprise project of copies that name none
     * @param jobs looks up jobs
     * @param clocks what is known of the regions' clocks
     * @param waitForConflicts how long a copy across regions waits while five others are in progress
     * @param marksCopies whether each new image's description ends with a unique token
     */
    record Setting(
            String region,
            ProjectScope project,
            EnterpriseProject enterpriseProject,
            JobQueries jobs,
            RegionClocks clocks,
            Duration waitForConflicts,
            boolean marksCopies) {}

    static HuaweiImsCopyOperation<HuaweiCopyImageRequest> inRegion(Setting setting, HuaweiCopyVersion version) {
        boolean newer = version == HuaweiCopyVersion.V2_1;
        ApiCall<HuaweiCopyImageRequest, String> call =
                newer ? HuaweiImsCalls.COPY_IMAGE_V21 : HuaweiImsCalls.COPY_IMAGE;
        ApiCall<HuaweiCopyImageRequest, String> other =
                newer ? HuaweiImsCalls.COPY_IMAGE : HuaweiImsCalls.COPY_IMAGE_V21;
        return new HuaweiImsCopyOperation<>(
                KIND_IN_REGION,
                call,
                new Submission<>(call, Optional.of(other), setting.waitForConflicts()),
                new CopyInRegion(),
                setting);
    }

    static HuaweiImsCopyOperation<HuaweiCopyToRegionRequest> toRegion(Setting setting) {
        return new HuaweiImsCopyOperation<>(
                KIND_TO_REGION,
                HuaweiImsCalls.COPY_IMAGE_TO_REGION,
                new Submission<>(HuaweiImsCalls.COPY_IMAGE_TO_REGION, Optional.empty(), setting.waitForConflicts()),
                new CopyToRegion(),
                setting);
    }

    @Override
    public Class<R> requestType() {
        return copies.requestType();
    }

    @Override
    public R effective(R request) {
        if (copies.targetRegion(request).filter(setting.region()::equals).isPresent()) {
            Checks.of(copies.requestType().getSimpleName())
                    .check(false, "targetRegion must differ from the client's (IMG.0142)")
                    .throwIfAny();
        }
        return copies.in(setting.enterpriseProject(), request);
    }

    @Override
    public R request(R effective) {
        return effective;
    }

    @Override
    public RequestJson<R> storedForm() {
        return copies;
    }

    @Override
    public R marked(R request, String idempotencyKey) {
        return setting.marksCopies() ? CorrelationToken.mark(copies, request, idempotencyKey) : request;
    }

    @Override
    public OperationIntent intent(R request) {
        return new OperationIntent(
                setting.region(),
                setting.project().current(),
                copies.name(request),
                copies.details(setting.enterpriseProject(), request));
    }

    /** A project belongs to one region. If no project is set, the region must keep the clients' copies apart. */
    @Override
    public String accountScope() {
        return scope().isEmpty() ? setting.region() : scope();
    }

    @Override
    public String targetRegion(R request) {
        return copies.targetRegion(request).orElse(setting.region());
    }

    /** The project that calls have found out is not part of it, since it is unknown before the first. */
    @Override
    public String targetScope(R request) {
        return scope();
    }

    @Override
    public String sourceId(R request) {
        return copies.source(request);
    }

    @Override
    public String targetName(R request) {
        return copies.name(request);
    }

    /** The destination's project must be known before anything is copied: afterwards it would be too late to reject it. */
    @Override
    public CompletableFuture<OperationHandle> prepare(CallFlow flow, R request, OperationHandle intent) {
        return prepare(flow, intent);
    }

    private CompletableFuture<OperationHandle> prepare(CallFlow flow, OperationHandle intent) {
        return reachable(
                flow, intent, name -> setting.project().projectNamed(name).exceptionally(unknown -> ""));
    }

    @Override
    public String subject(OperationHandle handle) {
        return "the copy of image " + handle.detail(Destination.SOURCE_IMAGE) + " in " + handle.region() + " to '"
                + handle.name() + "' in " + Destination.of(handle).region();
    }

    @Override
    public CompletableFuture<AcceptedOperation<HuaweiImage>> submit(CallFlow flow, R request, OperationHandle intent) {
        return submission
                .send(flow, request)
                .thenApply(intent::withOperationId)
                .thenApply(handle -> new AcceptedOperation<>(
                        handle,
                        new HuaweiImsRemoteCopy(handle, setting.jobs()),
                        PollResult.pending(OperationState.QUEUED, "")));
    }

    private static CompletableFuture<OperationHandle> reachable(
            CallFlow flow, OperationHandle handle, Function<String, CompletableFuture<String>> projects) {
        if (Destination.of(handle).isReachable()) {
            return CompletableFuture.completedFuture(handle);
        }
        return flow.waitFor(projects.apply(handle.detail(Destination.TARGET_PROJECT_NAME)))
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

    /** Fails if the destination's project cannot be determined: what cannot be searched shows nothing. */
    @Override
    public CompletableFuture<Optional<AcceptedOperation<HuaweiImage>>> reconcile(
            CallFlow flow, OperationHandle intent) {
        return reachable(flow, intent, setting.project()::projectNamed)
                .thenCompose(handle -> OwnCopySearch.find(flow, handle).thenApply(search -> {
                    if (search.own().isEmpty() && !search.others().isEmpty()) {
                        throw Candidates.unproven(search.others());
                    }
                    return search.own().map(image -> watch(handle, image));
                }));
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

    /** The service has no keys, so only its clock tells the copy's image from older ones with the same name. */
    @Override
    public CompletableFuture<@Nullable Void> noteServiceTime(CallFlow flow, OperationHandle intent) {
        return reconciles(intent) && Destination.of(intent).isReachable()
                ? setting.clocks().noteIn(intent, flow.time(), () -> TargetSearch.find(flow, intent, setting.clocks()))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<TargetLook<HuaweiImage>> lookUp(
            CallFlow flow,
            R request,
            OperationHandle intent,
            Function<AcceptedOperation<HuaweiImage>, Operation<HuaweiImage>> adopt) {
        return located(flow, intent).thenCompose(handle -> TargetSearch.find(flow, handle, setting.clocks())
                .thenApply(images -> TargetImage.judge(images, found -> adopt.apply(watch(handle, found.image())))));
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(CallFlow flow, R request, OperationHandle intent, String id) {
        return located(flow, intent).thenCompose(handle -> Deletion.of(flow, handle, id));
    }

    /** Fails if the project of the destination's images is unknown. */
    private CompletableFuture<OperationHandle> located(CallFlow flow, OperationHandle intent) {
        return prepare(flow, intent).thenApply(handle -> {
            if (!Destination.of(handle).isReachable()) {
                throw new CredentialsException(
                        "the project '" + handle.detail(Destination.TARGET_PROJECT_NAME)
                                + "' could not be determined: set targetProjectId",
                        ErrorContext.none(false),
                        null);
            }
            return handle;
        });
    }

    @Override
    public String resultId(HuaweiImage image) {
        return image.id();
    }

    @Override
    public HuaweiImage restored(OperationHandle handle, StoredOutcome outcome) {
        return HuaweiImage.builder()
                .id(outcome.imageId())
                .name(handle.name())
                .region(Destination.of(handle).region())
                .build();
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
