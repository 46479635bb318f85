package dev.imagecopy.fleet;

/** Where a copy of a fleet stands. */
public enum FleetState {
    /** It waits until its limits let it take a place. */
    WAITING,
    /** It has a place and is about to be looked up or sent. */
    READY,
    /** It is being sent, or was when its worker ended; a worker that finds it like this settles it. */
    SENDING,
    /** The service has accepted it. */
    RUNNING,
    /** It has ended; its outcome says how. */
    ENDED,
    /** Its row cannot be read, so nobody works on it until somebody looks: see {@link FleetCopy#problem}. */
    SET_ASIDE;

    /** Returns whether a copy in this state holds a place under its limits. */
    public boolean holdsPlace() {
        return this == READY || this == SENDING || this == RUNNING;
    }
}
