package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One copy on the service: a job until it ends, or the new image itself if the job's id was lost. */
final class HuaweiImsRemoteCopy implements RemoteOperation<HuaweiImage> {
    /** In the details of a handle: what the operation id identifies, if it is not a job. */
    static final String WATCH = "watch";

    static final String WATCH_IMAGE = "image";

    private static final String NO_CANCEL =
            "Huawei Cloud IMS has no call to cancel a copy; the image can be deleted once the copy has ended";

    /** How long to look for the image of a job that succeeded without naming it. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final OperationHandle handle;
    private final Destination destination;
    private final JobQueries jobs;
    private volatile @Nullable Long firstNameless; // one poll at a time writes it

    HuaweiImsRemoteCopy(OperationHandle handle, JobQueries jobs) {
        this.handle = handle;
        this.jobs = jobs;
        this.destination = Destination.of(handle);
    }

    @Override
    public CompletableFuture<PollResult<HuaweiImage>> poll(CallFlow flow) {
        if (handle.detail(WATCH).equals(WATCH_IMAGE)) {
            return OwnCopySearch.byId(flow, handle, handle.operationId())
                    .thenApply(found -> found.<PollResult<HuaweiImage>>map(HuaweiImsCopyStatus::of)
                            .orElseGet(PollResult::notFound));
        }
        return CallFlow.recover(
                jobs.describe(flow, handle.operationId()).thenCompose(job -> ofJob(flow, job)),
                ServerErrorException.class,
                error -> unsureOfJob(flow, error));
    }

    /**
     * The service returns IMG.0023 both if its query failed and, apparently, if there is no such job. If the image exists, that
     * settles it; if not, nothing is known, and the next poll asks again.
     */
    private CompletableFuture<PollResult<HuaweiImage>> unsureOfJob(CallFlow flow, ServerErrorException error) {
        if (!error.code().equalsIgnoreCase("IMG.0023") || !destination.isReachable()) {
            throw error;
        }
        return OwnCopySearch.find(flow, handle).thenCompose(search -> search.own()
                .<PollResult<HuaweiImage>>map(HuaweiImsRemoteCopy::byName)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(error)));
    }

    private CompletableFuture<PollResult<HuaweiImage>> ofJob(CallFlow flow, HuaweiJob job) {
        OperationState state = HuaweiImsCopyStatus.of(job);
        if (state == OperationState.SUCCEEDED) {
            return newImage(flow, job);
        }
        return CompletableFuture.completedFuture(
                state == OperationState.FAILED
                        ? PollResult.ended(state, job.status(), JobFailure.of(job))
                        : withProgress(PollResult.pending(state, job.status()), job));
    }

    private static PollResult.Found<HuaweiImage> withProgress(PollResult.Found<HuaweiImage> result, HuaweiJob job) {
        return job.progressPercent().isPresent()
                ? result.withProgress(job.progressPercent().getAsInt())
                : result;
    }

    /**
     * In the client's own region, the job contains everything that is needed; in other regions, or if it does not, the image is
     * looked up.
     */
    private CompletableFuture<PollResult<HuaweiImage>> newImage(CallFlow flow, HuaweiJob job) {
        Optional<HuaweiImage> told = job.imageId().map(id -> HuaweiImage.builder()
                .id(id)
                .name(job.imageName().orElse(handle.name()))
                .region(destination.region())
                .build());
        if (told.isPresent()) {
            return destination.foreign() && destination.isReachable()
                    ? OwnCopySearch.byId(flow, handle, told.get().id())
                            .thenApply(image -> HuaweiImsCopyStatus.of(job, image.orElse(told.get())))
                    : CompletableFuture.completedFuture(PollResult.succeeded(job.status(), told.get()));
        }
        if (!destination.foreign()) {
            ServiceTime.learnStart(job.beginTime(), handle);
        }
        return destination.isReachable()
                ? OwnCopySearch.find(flow, handle).thenApply(search -> search.own()
                        .map(image -> HuaweiImsCopyStatus.of(job, image).withEvidence(Evidence.FOUND_BY_NAME))
                        .orElseGet(() -> nameless(flow, job, search.others())))
                : CompletableFuture.completedFuture(nameless(flow, job, List.of()));
    }

    private static PollResult.Found<HuaweiImage> byName(HuaweiImage image) {
        return HuaweiImsCopyStatus.of(image).withEvidence(Evidence.FOUND_BY_NAME);
    }

    /** Lists show new images with a delay, so the image is looked for during some time before the outcome counts as unknown. */
    private PollResult.Found<HuaweiImage> nameless(CallFlow flow, HuaweiJob job, List<String> others) {
        long now = flow.time().nanoTime();
        Long since = firstNameless;
        if (since == null) {
            firstNameless = now;
        } else if (now - since > SETTLE.toNanos()) {
            if (!others.isEmpty()) {
                throw Candidates.unproven(others);
            }
            throw new AmbiguousOutcomeException(
                    "job " + job.id() + " succeeded without naming its image, and no image of that name is listed",
                    ErrorContext.none(false),
                    Optional.empty(),
                    null);
        }
        return PollResult.pending(OperationState.RUNNING, job.status());
    }

    /** A job that is no longer known may still have created its image, perhaps one that cannot be told from others. */
    @Override
    public CompletableFuture<PollResult<HuaweiImage>> missing(CallFlow flow, boolean seenBefore) {
        if (!destination.isReachable()) {
            return CompletableFuture.completedFuture(PollResult.notFound());
        }
        return OwnCopySearch.find(flow, handle).thenApply(search -> {
            if (search.own().isEmpty() && !search.others().isEmpty()) {
                throw Candidates.unproven(search.others());
            }
            return search.own()
                    .<PollResult<HuaweiImage>>map(HuaweiImsRemoteCopy::byName)
                    .orElseGet(PollResult::notFound);
        });
    }

    @Override
    public CompletableFuture<CancelResult> cancel(CallFlow flow) {
        return CompletableFuture.completedFuture(new CancelResult.NotSupported(NO_CANCEL));
    }
}
