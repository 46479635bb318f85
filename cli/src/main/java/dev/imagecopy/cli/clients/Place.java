package dev.imagecopy.cli.clients;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.credentials.CredentialsSource;

/**
 * Where an account's credentials are.
 *
 * @param finding watches what is found
 * @param source finds them
 */
record Place<C extends Credentials>(CredentialsFinding finding, CredentialsSource<C> source) {
    Place(String name, CredentialsSource<C> source) {
        this(new CredentialsFinding(name), source);
    }

    CredentialsSource<C> watched() {
        return finding.watching(source);
    }
}
