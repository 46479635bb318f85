package dev.imagecopy.huawei.ims.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a job of the service stands. Immutable.
 *
 * @param id the job's id
 * @param status the service's word: {@code INIT}, {@code RUNNING}, {@code SUCCESS} or {@code FAIL}, in any case; empty when
 *     the answer did not tell
 * @param type the kind of job, for example {@code imsCopyImageInRegionJob}; empty when the answer did not tell
 * @param beginTime when it began
 * @param endTime when it ended
 * @param errorCode why it failed, for example {@code IMG.0095}
 * @param failReason why it failed, in words
 * @param progressPercent how much is done, 0 to 100
 * @param currentTask what it is doing, when told
 * @param imageId the image that is being made; present long before the job succeeds
 * @param imageName the name of that image
 * @param subJobs the jobs that it consists of, when it consists of several
 * @param requestId the id of the request that told it
 */
public record HuaweiJob(
        String id,
        String status,
        String type,
        Optional<Instant> beginTime,
        Optional<Instant> endTime,
        Optional<String> errorCode,
        Optional<String> failReason,
        OptionalInt progressPercent,
        Optional<String> currentTask,
        Optional<String> imageId,
        Optional<String> imageName,
        List<HuaweiJob> subJobs,
        Optional<String> requestId) {
    /**
     * Copies the sub-jobs.
     *
     * @param id as described for the type
     * @param status as described for the type
     * @param type as described for the type
     * @param beginTime as described for the type
     * @param endTime as described for the type
     * @param errorCode as described for the type
     * @param failReason as described for the type
     * @param progressPercent as described for the type
     * @param currentTask as described for the type
     * @param imageId as described for the type
     * @param imageName as described for the type
     * @param subJobs as described for the type
     * @param requestId as described for the type
     */
    public HuaweiJob {
        subJobs = List.copyOf(subJobs);
    }
}
