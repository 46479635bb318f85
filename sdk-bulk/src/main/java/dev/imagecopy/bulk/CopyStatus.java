package dev.imagecopy.bulk;

/** How one job of a run ended. */
public enum CopyStatus {
    /** The image exists: it was copied now or earlier, resumed, or found. */
    SUCCEEDED,
    /** The copy failed, or could not be started; the cause says why. */
    FAILED,
    /** The target of a job that ensures an image contains something else, which was not changed. */
    CONFLICT,
    /** A failed attempt has left something that occupies the name. It is deleted only with {@code deleteLeftovers}. */
    LEFTOVER,
    /** It may or may not have begun. Nothing was sent again; the outcome carries a resume token. */
    AMBIGUOUS,
    /** It was cancelled: on the service, or before it began, or while it followed a copy of somebody else's in a fleet. */
    CANCELLED,
    /** Its time limit has passed. If a copy has begun, it continues on the service, and the outcome carries a resume token. */
    TIMED_OUT,
    /**
     * The run ended first. The copy continues on the service, if it has begun, and the next start with the same store resumes
     * it.
     */
    LEFT_RUNNING,
    /** The run ended before the job started. Nothing was sent; the next start with the same store begins with it. */
    NOT_STARTED;

    /** Returns whether somebody should look at it: it neither succeeded nor will the next start finish it. */
    public boolean isFailure() {
        return this != SUCCEEDED && this != LEFT_RUNNING && this != NOT_STARTED;
    }
}
