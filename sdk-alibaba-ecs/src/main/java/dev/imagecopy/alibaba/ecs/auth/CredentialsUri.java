package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.spi.ApiCall;
import java.net.URI;

/** The user's own service that issues temporary keys. */
record CredentialsUri(URI uri) implements CredentialsSource<AlibabaCredentials> {
    private static final String VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI";

    CredentialsUri {
        if (!LocalAddress.isProtected(uri)) {
            throw new IllegalArgumentException(
                    "The credentials URI must be https, or http to a loopback or link-local address: a key travels on it");
        }
    }

    /** The service in the environment variable. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        return connection ->
                () -> new CredentialsUri(SettingAddress.named(lookup.variables().required(VARIABLE), VARIABLE))
                        .connect(connection)
                        .resolve();
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        ApiCall<String, AlibabaCredentials> question = AlibabaStsCalls.credentialsUri(uri);
        return connection.explained(
                () -> connection.anonymous().execute(question, "", CallOptions.defaults()), "the credentials URI");
    }
}
