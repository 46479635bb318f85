package dev.imagecopy.bulk;

/** What happens to the copies in progress when a run is cancelled. */
public enum RunningCopies {
    /** They continue on the service; the next start with the same store resumes them. */
    LEAVE,
    /** They are cancelled, if the service supports that. Those that somebody else has started continue. */
    CANCEL
}
