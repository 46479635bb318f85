package dev.imagecopy.verification.faults;

/** How a call is made. */
enum Mode {
    SYNC,
    ASYNC
}
