package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The IAM token for an id token of an OpenID Connect provider.
 *
 * @param tokenFile the file with the id token, which is read again each time
 * @param projectId the project if the client has none; may be empty
 * @param iam the identity service that the settings name, if any
 */
record IdTokenLogin(String identityProvider, Path tokenFile, String projectId, Optional<URI> iam)
        implements CredentialsSource<HuaweiCredentials> {

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        return () -> {
            String project = connection.account().isEmpty() ? projectId : connection.account();
            if (project.isEmpty()) {
                throw new CredentialsException(
                        "an id token can only be exchanged for a project, but none is set",
                        ErrorContext.none(false),
                        null);
            }
            String idToken = SettingFile.token(tokenFile, "the token file");
            HuaweiCredentials token = connection
                    .issued(
                            connection.anonymous(),
                            HuaweiIamCalls.EXCHANGE_ID_TOKEN,
                            new HuaweiIamCalls.IdToken(
                                    identityProvider,
                                    Secret.of(idToken),
                                    project,
                                    iam.map(URI::toString).orElse("")),
                            CallOptions.defaults())
                    .inProject(project);
            return iam.map(token::askingIam).orElse(token);
        };
    }
}
