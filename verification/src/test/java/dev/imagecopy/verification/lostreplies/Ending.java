package dev.imagecopy.verification.lostreplies;

/** How a copy ended for whoever asked for it. */
public enum Ending {
    /** With its image. */
    DONE,
    /** Without anybody knowing, not even the other client. */
    UNKNOWN,
    /** After it was accepted, without an image. */
    ENDED,
    /** Before it was accepted. */
    REFUSED
}
