package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.auth.AlibabaStsCalls.OidcLogin;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.Checks;
import java.nio.file.Path;

/**
 * The temporary key of a role that is assumed with a token of an identity provider.
 *
 * @param tokenFile contains the token; it changes, so it is read for each refresh
 */
record OidcRole(String providerArn, Path tokenFile, AlibabaRole role) implements CredentialsSource<AlibabaCredentials> {

    OidcRole {
        Checks checks = Checks.of("OidcRole");
        SecretText.checkId(checks, "providerArn", providerArn);
        checks.throwIfAny();
    }

    /**
     * The role of a profile. Where it names no file of a token, the variable counts, as for the vendor's tools.
     *
     * @param provider the entry with the identity provider
     * @param file the entry with the file of its token
     */
    static OidcRole of(
            NamedSettings profile,
            AlibabaSetting provider,
            AlibabaSetting file,
            NamedSettings variables,
            AlibabaRole role) {
        AlibabaSetting variable = AlibabaSetting.OIDC_TOKEN_FILE;
        AlibabaSetting source = profile.value(file).isPresent() ? file : variable;
        String token = profile.value(file)
                .or(() -> variables.value(variable))
                .orElseThrow(() -> CredentialsException.absent(
                        file.key() + " is not set, and neither is " + variable.key(), false));
        return new OidcRole(
                profile.required(provider), SettingFile.named(token, source.key(), AlibabaSetting.taker(token)), role);
    }

    /** The role that the environment of a pod names. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        NamedSettings variables = lookup.variables();
        CredentialsSource<AlibabaCredentials> role = connection -> () -> {
            requireParts(variables);
            AlibabaRole.Builder named = AlibabaRole.builder(variables.required(AlibabaSetting.ROLE_ARN));
            String provider = variables.required(AlibabaSetting.OIDC_PROVIDER_ARN);
            String file = variables.required(AlibabaSetting.OIDC_TOKEN_FILE);
            variables.value(AlibabaSetting.ROLE_SESSION_NAME).ifPresent(named::sessionName);
            StsPlace.OF_VARIABLES.choose(named, variables);
            String setting = AlibabaSetting.OIDC_TOKEN_FILE.key();
            return new OidcRole(provider, SettingFile.named(file, setting, AlibabaSetting.taker(file)), named.build())
                    .connect(connection)
                    .resolve();
        };
        AlibabaSetting name = AlibabaSetting.ROLE_ARN;
        return connection -> connection.identity(
                role.connect(connection),
                () -> variables.value(name).map(arn -> name.key()).orElse(""));
    }

    /** The file of a token alone is no role: a profile may use it. */
    private static void requireParts(NamedSettings variables) {
        SettingGroup parts = SettingGroup.of(
                AlibabaSetting.ROLE_ARN, AlibabaSetting.OIDC_PROVIDER_ARN, AlibabaSetting.OIDC_TOKEN_FILE);
        try {
            parts.check(variables);
        } catch (CredentialsException incomplete) {
            boolean isFileAlone = variables.value(AlibabaSetting.ROLE_ARN).isEmpty()
                    && variables.value(AlibabaSetting.OIDC_PROVIDER_ARN).isEmpty();
            throw isFileAlone
                    ? CredentialsException.absent(String.valueOf(incomplete.getMessage()), false)
                    : incomplete;
        }
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        CallExecutor calls =
                connection.signedBy(CredentialsProvider.of(new UnsignedStamp.Nobody()), new UnsignedStamp());
        return () -> connection.issued(
                calls,
                AlibabaStsCalls.ASSUME_ROLE_WITH_OIDC,
                new OidcLogin(providerArn, Secret.of(SettingFile.token(tokenFile, "the token file")), role),
                CallOptions.defaults());
    }
}
