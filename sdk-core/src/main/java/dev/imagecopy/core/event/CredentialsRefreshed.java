package dev.imagecopy.core.event;

/**
 * Stale credentials were dropped and are fetched anew.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param operation the method whose call was refused, for example {@code copyImage}
 */
public record CredentialsRefreshed(String client, String operation) {}
