package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationState;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What the answers of a service mean for a job: the same in a bulk run and in a fleet. */
public final class Answers {
    private Answers() {}

    /** Returns what the call of a stage failed with. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable error = thrown;
        while (error instanceof CompletionException && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }

    /**
     * Returns whether a copy was refused because there are too many, or because another one is in the way, which passes when it has
     * ended. The job goes on later.
     */
    public static boolean isBecauseOfOthers(ApiException refusal) {
        return refusal instanceof ThrottledException || (refusal instanceof ConflictException && refusal.retryable());
    }

    /** Returns the status of a job whose copy has ended in this state. */
    public static CopyStatus status(OperationState end) {
        return switch (end) {
            case SUCCEEDED -> CopyStatus.SUCCEEDED;
            case CANCELLED -> CopyStatus.CANCELLED;
            default -> CopyStatus.FAILED;
        };
    }

    /** Returns what proves that an image is the one that the job asks for. */
    public static Evidence evidence(TargetLook.Match match) {
        return switch (match) {
            case NAME -> Evidence.FOUND_BY_NAME;
            case SOURCE -> Evidence.ANSWERED;
            case CONTENT -> Evidence.VERIFIED;
        };
    }

    /** Returns the id of what is in a job's place; empty unless that is a single image. */
    public static String imageId(TargetLook.Conflict<?> found) {
        return found.ids().size() == 1 ? found.ids().get(0) : "";
    }

    /** Returns why a job has ended that found something else in its place. */
    public static CopyFailure conflict(TargetLook.Conflict<?> found) {
        return new CopyFailure("Conflict", found.reason() + ": " + found.ids(), Optional.empty());
    }

    /** Returns why a job has ended that found in its place what its own failed copy has left. */
    public static CopyFailure leftover(TargetLook.Conflict<?> found) {
        return new CopyFailure(
                "Leftover", "the job's copy failed, and " + found.reason() + ": " + found.ids(), Optional.empty());
    }
}
