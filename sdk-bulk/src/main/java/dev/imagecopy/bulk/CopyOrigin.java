package dev.imagecopy.bulk;

/** Where a job's copy comes from. */
public enum CopyOrigin {
    /** This run started it. */
    COPIED,
    /** An earlier start with the same store began it, and this run resumed it. */
    RESUMED,
    /** Somebody else started it, and this run waited for it. */
    ADOPTED,
    /** It already existed. */
    FOUND,
    /** There is no copy. */
    NONE
}
