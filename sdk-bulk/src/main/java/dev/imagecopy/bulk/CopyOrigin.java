package dev.imagecopy.bulk;

/** By what a job came to its copy. */
public enum CopyOrigin {
    /** This run started it. */
    COPIED,
    /** An earlier start with the same store had begun it, and this run took it up. */
    RESUMED,
    /** Somebody else was making it, and this run waited for it. */
    ADOPTED,
    /** It was there already. */
    FOUND,
    /** There is no copy. */
    NONE
}
