package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.HuaweiImsCalls.ProjectJob;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Looks up jobs with the newer of the two calls, or with the older one if the newer is not offered or does not know the job.
 * Once the gateway has said that it does not offer the newer one, that is not tried again.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class JobQueries {
    private final Supplier<String> projectId;
    private volatile boolean newerMissing;

    JobQueries(Supplier<String> projectId) {
        this.projectId = projectId;
    }

    CompletableFuture<HuaweiJob> describe(CallFlow flow, String jobId) {
        return shown(flow, jobId).thenApply(job -> same(job, jobId));
    }

    /** An answer about another job says nothing about this one. */
    private static HuaweiJob same(HuaweiJob job, String jobId) {
        if (!job.id().isEmpty() && !job.id().equalsIgnoreCase(jobId)) {
            throw new ResponseFormatException(
                    "the service shows another job than the one that was asked for",
                    200,
                    Optional.empty(),
                    ErrorContext.none(true),
                    null);
        }
        return job;
    }

    private CompletableFuture<HuaweiJob> shown(CallFlow flow, String jobId) {
        if (newerMissing) {
            return older(flow, jobId);
        }
        return flow.call(HuaweiImsCalls.Jobs.DESCRIBE, jobId).exceptionallyCompose(thrown -> {
            boolean missing = HuaweiImsErrorKind.NOT_OFFERED.isBehind(thrown);
            Throwable error = CallFlow.causeOf(thrown);
            if (!missing && !(error instanceof NotFoundException)) {
                return CompletableFuture.failedFuture(error);
            }
            return older(flow, jobId)
                    .thenApply(job -> {
                        newerMissing |= missing;
                        return job;
                    })
                    // If the older one is not offered either, the response of the newer one counts.
                    .exceptionallyCompose(second -> CompletableFuture.failedFuture(
                            HuaweiImsErrorKind.NOT_OFFERED.isBehind(second) ? error : second));
        });
    }

    private CompletableFuture<HuaweiJob> older(CallFlow flow, String jobId) {
        return flow.call(HuaweiImsCalls.Jobs.DESCRIBE_LEGACY, new ProjectJob(projectId.get(), jobId));
    }
}
