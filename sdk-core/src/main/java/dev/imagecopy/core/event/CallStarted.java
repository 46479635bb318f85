package dev.imagecopy.core.event;

/**
 * A call begins.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param operation the method, for example {@code copyImage}
 */
public record CallStarted(String client, String operation) {}
