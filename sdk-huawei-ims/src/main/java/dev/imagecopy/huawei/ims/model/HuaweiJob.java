package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a job of the service. Immutable.
 *
 * @param id the job's id
 * @param status its status as the service sent it, in any letter case; empty if the response had none
 * @param type the kind of job, for example {@code imsCopyImageInRegionJob}
 * @param beginTime when it started
 * @param endTime when it ended
 * @param errorCode why it failed, for example {@code IMG.0095}
 * @param failReason why it failed, as text
 * @param progressPercent the progress in percent, 0 to 100
 * @param currentTask what it is doing
 * @param imageId the id of the image that is being created; present long before the job succeeds
 * @param imageName the name of that image
 * @param subJobs the jobs that it consists of
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0911.html">Querying job progress</a>
 */
public record HuaweiJob(
        String id,
        String status,
        Optional<String> type,
        Optional<Instant> beginTime,
        Optional<Instant> endTime,
        Optional<String> errorCode,
        Optional<String> failReason,
        OptionalInt progressPercent,
        Optional<String> currentTask,
        Optional<String> imageId,
        Optional<String> imageName,
        List<HuaweiJob> subJobs) {
    /** Rejects null and copies collections. */
    public HuaweiJob {
        requireNonNull(id, "id");
        requireNonNull(status, "status");
        requireNonNull(type, "type");
        requireNonNull(beginTime, "beginTime");
        requireNonNull(endTime, "endTime");
        requireNonNull(errorCode, "errorCode");
        requireNonNull(failReason, "failReason");
        requireNonNull(progressPercent, "progressPercent");
        requireNonNull(currentTask, "currentTask");
        requireNonNull(imageId, "imageId");
        requireNonNull(imageName, "imageName");
        subJobs = List.copyOf(requireNonNull(subJobs, "subJobs"));
    }

    /** Returns an empty builder, for tests of applications and for reading responses. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@link #status()} as one of the documented values; {@link HuaweiJobStatus#UNKNOWN} for any other. */
    public HuaweiJobStatus knownStatus() {
        return HuaweiJobStatus.of(status);
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private String id = "";
        private String status = "";
        private Optional<String> type = Optional.empty();
        private Optional<Instant> beginTime = Optional.empty();
        private Optional<Instant> endTime = Optional.empty();
        private Optional<String> errorCode = Optional.empty();
        private Optional<String> failReason = Optional.empty();
        private OptionalInt progressPercent = OptionalInt.empty();
        private Optional<String> currentTask = Optional.empty();
        private Optional<String> imageId = Optional.empty();
        private Optional<String> imageName = Optional.empty();
        private List<HuaweiJob> subJobs = List.of();

        private Builder() {}

        /** Sets the job's id. */
        public Builder id(String value) {
            id = requireNonNull(value, "id");
            return this;
        }

        /** Sets its status as the service sent it, in any letter case. */
        public Builder status(String value) {
            status = requireNonNull(value, "status");
            return this;
        }

        /** Sets the kind of job, for example {@code imsCopyImageInRegionJob}. */
        public Builder type(Optional<String> value) {
            type = requireNonNull(value, "type");
            return this;
        }

        /** Sets when it started. */
        public Builder beginTime(Optional<Instant> value) {
            beginTime = requireNonNull(value, "beginTime");
            return this;
        }

        /** Sets when it ended. */
        public Builder endTime(Optional<Instant> value) {
            endTime = requireNonNull(value, "endTime");
            return this;
        }

        /** Sets why it failed, for example {@code IMG.0095}. */
        public Builder errorCode(Optional<String> value) {
            errorCode = requireNonNull(value, "errorCode");
            return this;
        }

        /** Sets why it failed, as text. */
        public Builder failReason(Optional<String> value) {
            failReason = requireNonNull(value, "failReason");
            return this;
        }

        /** Sets the progress in percent, 0 to 100. */
        public Builder progressPercent(OptionalInt value) {
            progressPercent = requireNonNull(value, "progressPercent");
            return this;
        }

        /** Sets what it is doing. */
        public Builder currentTask(Optional<String> value) {
            currentTask = requireNonNull(value, "currentTask");
            return this;
        }

        /** Sets the id of the image that is being created. */
        public Builder imageId(Optional<String> value) {
            imageId = requireNonNull(value, "imageId");
            return this;
        }

        /** Sets the name of that image. */
        public Builder imageName(Optional<String> value) {
            imageName = requireNonNull(value, "imageName");
            return this;
        }

        /** Sets the jobs that it consists of. */
        public Builder subJobs(List<HuaweiJob> value) {
            subJobs = requireNonNull(value, "subJobs");
            return this;
        }

        /** Creates the job. */
        public HuaweiJob build() {
            return new HuaweiJob(
                    id,
                    status,
                    type,
                    beginTime,
                    endTime,
                    errorCode,
                    failReason,
                    progressPercent,
                    currentTask,
                    imageId,
                    imageName,
                    subJobs);
        }
    }
}
