package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.IssuedCredentials;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.spi.ApiCall;
import java.net.URI;

/** The user's own service that issues temporary keys. */
record CredentialsUri(URI uri) implements CredentialsSource<AlibabaCredentials> {

    CredentialsUri {
        String flaw = AddressFlaw.of(uri);
        if (!flaw.isEmpty()) {
            throw new IllegalArgumentException("The credentials URI " + flaw);
        }
        if (!LocalAddress.isProtected(uri)) {
            throw new IllegalArgumentException(
                    "The credentials URI must be https, or http to a loopback or link-local address: a key travels on it");
        }
    }

    /** The service in the environment variable. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        AlibabaSetting setting = AlibabaSetting.CREDENTIALS_URI;
        return connection -> {
            UnusedSettings told = new UnusedSettings(connection.clientName());
            return () -> named(lookup.variables().required(setting), setting)
                    .connect(connection, told)
                    .resolve();
        };
    }

    /** The service that a setting names. */
    static CredentialsUri named(String address, AlibabaSetting setting) {
        return new CredentialsUri(SettingAddress.named(address, setting.key(), AlibabaSetting.taker(address)));
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return connect(connection, new UnusedSettings(connection.clientName()));
    }

    /** Connects, and warns about nothing that the client has been told. */
    CredentialsProvider<AlibabaCredentials> connect(
            ClientConnection<AlibabaCredentials> connection, UnusedSettings told) {
        ApiCall<String, IssuedCredentials<AlibabaCredentials>> question = AlibabaStsCalls.credentialsUri(uri, told);
        return connection.explained(
                () -> connection.issued(connection.ofUser(), question, "", CallOptions.defaults()),
                "the credentials URI");
    }

    /** Omits the address, which may contain a secret. */
    @Override
    public String toString() {
        return "CredentialsUri[***]";
    }
}
