package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.HuaweiImsCalls.ProjectJob;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks for jobs at the newer of the two endpoints, and at the older one where the newer is not offered or does not know the
 * job. Once the gateway has said that there is no newer one, it is not asked again.
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
        if (newerMissing) {
            return older(flow, jobId);
        }
        return flow.call(HuaweiImsCalls.DESCRIBE_JOB, jobId).exceptionallyCompose(thrown -> {
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
                    // Where the older one is not offered either, the newer one's answer is the truth.
                    .exceptionallyCompose(second -> CompletableFuture.failedFuture(
                            HuaweiImsErrorKind.NOT_OFFERED.isBehind(second) ? error : second));
        });
    }

    private CompletableFuture<HuaweiJob> older(CallFlow flow, String jobId) {
        return flow.call(HuaweiImsCalls.DESCRIBE_JOB_LEGACY, new ProjectJob(projectId.get(), jobId));
    }
}
