package dev.imagecopy.core.credentials;

import java.nio.file.Path;

/**
 * Where a machine keeps what credentials are made of.
 *
 * @param properties the system properties
 * @param variables the environment variables
 * @param home the user's home folder
 */
public record CredentialLookup(NamedSettings properties, NamedSettings variables, Path home) {

    /** Looks at this machine, each time anew. */
    public static CredentialLookup system() {
        return new CredentialLookup(System::getProperty, System::getenv, Path.of(System.getProperty("user.home", ".")));
    }
}
