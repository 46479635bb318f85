package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

/**
 * A client that looks for credentials in several places has found some, and stays with that place.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param source the place, for example {@code environment variables}; never a value of a setting
 */
public record CredentialsFound(String client, String source) {
    /** Rejects null. */
    public CredentialsFound {
        requireNonNull(client, "client");
        requireNonNull(source, "source");
    }
}
