package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.Optional;

/** The status tables: what the status of a job, or of the new image, says about the copy. */
final class HuaweiImsCopyStatus {
    private HuaweiImsCopyStatus() {}

    /** A job whose status is unknown is still running. */
    static OperationState of(HuaweiJob job) {
        return switch (job.knownStatus()) {
            case INIT -> OperationState.QUEUED;
            case SUCCESS -> OperationState.SUCCEEDED;
            case FAIL -> OperationState.FAILED;
            case RUNNING, UNKNOWN -> OperationState.RUNNING;
        };
    }

    /** For a job that succeeded and the image that it created: only an active image can be used, whatever the job says. */
    static PollResult.Found<HuaweiImage> of(HuaweiJob succeeded, HuaweiImage image) {
        return switch (image.knownStatus()) {
            case ACTIVE, UNKNOWN -> PollResult.succeeded(succeeded.status(), image);
            case QUEUED, SAVING, KILLED, DELETED -> of(image);
        };
    }

    /** For copies whose job is unknown. */
    static PollResult.Found<HuaweiImage> of(HuaweiImage image) {
        return switch (image.knownStatus()) {
            case ACTIVE -> PollResult.succeeded(image.status(), image);
            case KILLED, DELETED ->
                PollResult.ended(
                        OperationState.FAILED,
                        image.status(),
                        new OperationFailure(image.status(), "the new image is not usable", Optional.empty()));
            case QUEUED, SAVING, UNKNOWN -> PollResult.pending(OperationState.RUNNING, image.status());
        };
    }
}
