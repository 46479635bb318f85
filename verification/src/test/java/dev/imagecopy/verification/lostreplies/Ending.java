package dev.imagecopy.verification.lostreplies;

/** How a copy ended for its caller. */
public enum Ending {
    /** With its image. */
    DONE,
    /** Unknown, even to the other client. */
    UNKNOWN,
    /** After it was accepted, without an image. */
    ENDED,
    /** Before it was accepted. */
    REFUSED
}
