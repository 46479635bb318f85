package dev.imagecopy.core.event;

/**
 * A call begins.
 *
 * @param callId tells the call from all others that the listener hears of, whichever client makes them
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 */
public record CallStarted(long callId, String client, String call) {}
