package dev.imagecopy.bulk;

/** What happens to the copies that are under way when a run is cancelled. */
public enum RunningCopies {
    /** They go on at the service; the next start with the same store takes them up. */
    LEAVE,
    /** Each is asked to be cancelled, where the service can. */
    CANCEL
}
