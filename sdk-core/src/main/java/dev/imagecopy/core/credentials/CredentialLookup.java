package dev.imagecopy.core.credentials;

import java.nio.file.Path;

/**
 * Where to look for credentials on a machine.
 *
 * @param properties the system properties
 * @param variables the environment variables
 * @param home the user's home folder
 */
public record CredentialLookup(NamedSettings properties, NamedSettings variables, Path home) {

    /** Looks on this machine, again on each use. */
    public static CredentialLookup system() {
        return new CredentialLookup(
                System::getProperty, new SystemVariables(), Path.of(System.getProperty("user.home", ".")));
    }
}
