package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;

/** The IAM token of a user with a password, for the client's project or else the region's main project. */
record PasswordLogin(String domain, String user, Secret password) implements CredentialsSource<HuaweiCredentials> {

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        HuaweiIamCalls.Password login =
                new HuaweiIamCalls.Password(domain, user, password, connection.account(), connection.region());
        return () ->
                connection.issued(connection.anonymous(), HuaweiIamCalls.ISSUE_TOKEN, login, CallOptions.defaults());
    }
}
