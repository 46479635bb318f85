package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.huawei.ims.HuaweiImsCalls.ProjectJob;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Asks for jobs at the newer of the two endpoints, and at the older one where the newer is not offered or does not know the
 * job. Once the gateway has said that there is no newer one, it is not asked again.
 *
 * <p>Thread safety: safe for use by many threads.
 */
final class JobQueries {
    /** Makes one call; {@code CallFlow::call} is one. */
    interface Caller {
        <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request);
    }

    private final Supplier<String> projectId;
    private volatile boolean newerMissing;

    JobQueries(Supplier<String> projectId) {
        this.projectId = projectId;
    }

    CompletableFuture<HuaweiJob> describe(Caller caller, String jobId) {
        if (newerMissing) {
            return older(caller, jobId);
        }
        return caller.call(HuaweiImsCalls.Later.DESCRIBE_JOB, jobId).exceptionallyCompose(thrown -> {
            boolean missing = HuaweiImsErrorKind.NOT_OFFERED.isBehind(thrown);
            Throwable error =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            if (!missing && !(error instanceof NotFoundException)) {
                return CompletableFuture.failedFuture(error);
            }
            return older(caller, jobId)
                    .thenApply(job -> {
                        newerMissing |= missing;
                        return job;
                    })
                    // Where the older one is not offered either, the newer one's answer is the truth.
                    .exceptionallyCompose(second -> CompletableFuture.failedFuture(
                            HuaweiImsErrorKind.NOT_OFFERED.isBehind(second) ? error : second));
        });
    }

    private CompletableFuture<HuaweiJob> older(Caller caller, String jobId) {
        return caller.call(HuaweiImsCalls.Later.DESCRIBE_JOB_LEGACY, new ProjectJob(projectId.get(), jobId));
    }
}
