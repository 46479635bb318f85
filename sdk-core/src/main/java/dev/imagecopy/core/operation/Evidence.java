package dev.imagecopy.core.operation;

/** How the client knows that an operation is the caller's, and what state it is in. */
public enum Evidence {
    /** The service answered the call, or a retry of it under the same key. */
    ANSWERED,
    /**
     * The reply was lost, and an image with the name of the copy was found. It is the only one that was started after the call
     * and matches the request in everything that the service shows.
     */
    FOUND_BY_NAME,
    /**
     * The reply was lost, and the destination has changed since the copy was sent: it has a version that it did not have
     * before. Another copy to the same destination at the same time leaves the same trace.
     */
    VERIFIED
}
