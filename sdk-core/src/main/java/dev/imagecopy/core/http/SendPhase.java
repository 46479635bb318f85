package dev.imagecopy.core.http;

/** How far an exchange got before it failed. This decides whether the same call may be sent again. */
public enum SendPhase {
    /** No byte of the request left this machine: name resolution, the connection, TLS or a proxy failed first. */
    NOT_SENT,

    /** Some or all of the request was written and no response came: the service may or may not have acted on it. */
    MAYBE_SENT,

    /** The head of a response arrived; its body may still have been cut off. */
    ANSWERED
}
