package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.spi.CallExecutor;

/**
 * The temporary key of a role that is assumed with another key.
 *
 * @param base the credentials that sign the request
 */
record AssumedRole(CredentialsSource<AlibabaCredentials> base, AlibabaRole role)
        implements CredentialsSource<AlibabaCredentials> {

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        CallExecutor calls = connection.signedBy(base.connect(connection));
        return () -> connection.issued(calls, AlibabaStsCalls.ASSUME_ROLE, role, CallOptions.defaults());
    }
}
