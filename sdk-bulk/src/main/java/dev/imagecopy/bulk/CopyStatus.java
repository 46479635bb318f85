package dev.imagecopy.bulk;

/** How one job of a run ended. */
public enum CopyStatus {
    /** The image is there: copied now or before, taken up, or found. */
    SUCCEEDED,
    /** The copy failed, or could not be started; the cause says why. */
    FAILED,
    /** Something else is at the target of a job that ensures an image, and is left as it is. */
    CONFLICT,
    /** A failed attempt has left something that holds the name. It is deleted only if the policy says so. */
    LEFTOVER,
    /** It may or may not have begun. Nothing was sent again; the cause carries a resume token. */
    AMBIGUOUS,
    /** It was cancelled on the service. */
    CANCELLED,
    /** Its time was up. The copy itself goes on at the service. */
    TIMED_OUT,
    /** The run ended first. The copy itself goes on at the service, and the next start with the same store takes it up. */
    LEFT_RUNNING,
    /** The run ended before its turn came. Nothing was sent; the next start with the same store begins with it. */
    NOT_STARTED;

    /** Tells whether somebody should look at it: it neither succeeded nor waits for the next start. */
    public boolean isFailure() {
        return this != SUCCEEDED && this != LEFT_RUNNING && this != NOT_STARTED;
    }
}
