package dev.imagecopy.core.operation;

/** How it is known that an operation is the caller's, and how it stands. */
public enum Evidence {
    /** The service answered the call, or its repetition under the same key. */
    ANSWERED,
    /**
     * The reply was lost, and an image of the copy's name was found: the only one that began after the call and shows nothing
     * that was not asked for.
     */
    FOUND_BY_NAME,
    /** The reply was lost, and the destination shows what only the copy can have written. */
    VERIFIED
}
