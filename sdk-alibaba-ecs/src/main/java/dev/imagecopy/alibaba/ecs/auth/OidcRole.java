package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.auth.AlibabaStsCalls.OidcLogin;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.spi.CallExecutor;
import java.nio.file.Path;

/**
 * The temporary key of a role that is assumed with a token of an identity provider.
 *
 * @param tokenFile contains the token; it changes, so it is read for each refresh
 */
record OidcRole(String providerArn, Path tokenFile, AlibabaRole role) implements CredentialsSource<AlibabaCredentials> {

    private static final String TOKEN_FILE = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

    /** The role in the environment variables of a pod. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        NamedSettings variables = lookup.variables();
        return connection -> () -> {
            AlibabaRole.Builder role = AlibabaRole.builder(variables.required("ALIBABA_CLOUD_ROLE_ARN"));
            String provider = variables.required("ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
            String file = variables.required(TOKEN_FILE);
            variables.value("ALIBABA_CLOUD_ROLE_SESSION_NAME").ifPresent(role::sessionName);
            variables.value("ALIBABA_CLOUD_STS_REGION").ifPresent(role::region);
            role.vpc(variables.isOn("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"));
            return new OidcRole(provider, SettingFile.named(file, TOKEN_FILE), role.build())
                    .connect(connection)
                    .resolve();
        };
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        CallExecutor calls =
                connection.signedBy(CredentialsProvider.of(new UnsignedStamp.Nobody()), new UnsignedStamp());
        return () -> calls.execute(
                AlibabaStsCalls.ASSUME_ROLE_WITH_OIDC,
                new OidcLogin(providerArn, Secret.of(SettingFile.token(tokenFile, "the token file")), role),
                CallOptions.defaults());
    }
}
