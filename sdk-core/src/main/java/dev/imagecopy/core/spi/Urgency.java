package dev.imagecopy.core.spi;

/** Which request goes first when a transport cannot send all at once. The order of the constants is the order of sending. */
public enum Urgency {
    /** Asks a service to stop something that costs money meanwhile. */
    CANCEL,

    /** Changes something: starts a copy, deletes an image. */
    SUBMIT,

    /** Asks for something that a caller waits for. */
    READ,

    /** Asks how an operation stands; a later answer is as good. */
    POLL
}
