package dev.imagecopy.core.spi;

/** The priority of a request if a transport cannot send all requests at once, in the order of the constants. */
public enum Urgency {
    /** Gets credentials, for which other requests wait. */
    CREDENTIALS,

    /** Asks a service to stop something that costs money as long as it runs. */
    CANCEL,

    /** Changes something: starts a copy, deletes an image. */
    SUBMIT,

    /** Asks for something that a caller waits for. */
    READ,

    /** Polls an operation; a later response is just as good. */
    POLL
}
