package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.CopyRequest;
import java.util.Optional;

/**
 * One copy of a plan.
 *
 * @param path where its target stands in the plan, for example {@code images[0].targets[1]}
 * @param image the image's name in the plan
 * @param account the account's name in the plan
 * @param region the region of the new image; empty if the cloud has none
 * @param name the name or path of the new image
 * @param request what is copied
 * @param mode whether an image that is there already counts; empty if the plan does not say
 */
public record PlanCopy(
        String path,
        String image,
        String account,
        String region,
        String name,
        CopyRequest request,
        Optional<CopyJob.Mode> mode) {
    /**
     * Returns the copy as a job. Its idempotency key comes from its request and the name of the run.
     *
     * @param otherwise the mode, if the plan does not say
     */
    public CopyJob job(CopyJob.Mode otherwise) {
        return new CopyJob(account, request, mode.orElse(otherwise), Optional.empty());
    }
}
