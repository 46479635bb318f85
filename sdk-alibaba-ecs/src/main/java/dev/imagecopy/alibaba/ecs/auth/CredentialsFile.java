package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ProfileFile;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A section of {@code ~/.alibabacloud/credentials.ini}. Sections without {@code enable = true} are disabled.
 *
 * @param lookup where to find settings
 * @param profile the section; empty for the one in the environment variable, or {@code default}
 */
record CredentialsFile(CredentialLookup lookup, Path file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    private static final String VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_FILE";
    private static final String WHAT = "the credentials file";

    /** The file in the environment variable, or else the one in the home folder. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        return connection -> () -> {
            Path file = lookup.variables()
                    .value(VARIABLE)
                    .map(path -> SettingFile.named(path, VARIABLE))
                    .orElseGet(() -> lookup.home().resolve(".alibabacloud").resolve("credentials.ini"));
            return new CredentialsFile(lookup, file, Optional.empty())
                    .connect(connection)
                    .resolve();
        };
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return () -> {
            String name = profile.or(() -> lookup.variables().value("ALIBABA_CLOUD_PROFILE"))
                    .orElse("default");
            NamedSettings section = ProfileFile.read(file, WHAT)
                    .section(name)
                    .orElseThrow(() -> failure("the credentials file has no section " + name));
            if (!section.isOn("enable")) {
                throw failure("section " + name + " does not say enable = true");
            }
            try {
                return source(name, section).connect(connection).resolve();
            } catch (IllegalArgumentException unfit) {
                throw failure("section " + name + ": " + unfit.getMessage());
            }
        };
    }

    private CredentialsSource<AlibabaCredentials> source(String name, NamedSettings section) {
        return switch (section.value("type").orElse("")) {
            case "access_key" -> CredentialsSource.of(key(section));
            case "ecs_ram_role" -> new InstanceRole(lookup, section.value("role_name"));
            case "ram_role_arn" -> new AssumedRole(CredentialsSource.of(key(section)), role(section));
            case "oidc_role_arn" ->
                new OidcRole(
                        section.required("oidc_provider_arn"),
                        SettingFile.named(section.required("oidc_token_file_path"), "oidc_token_file_path"),
                        role(section));
            case "rsa_key_pair" ->
                throw failure("section " + name + " has the type rsa_key_pair, which the vendor has withdrawn");
            default -> throw failure("section " + name + " has a type that is not known");
        };
    }

    private static AlibabaCredentials key(NamedSettings section) {
        return AlibabaCredentials.accessKey(section.required("access_key_id"), section.required("access_key_secret"));
    }

    private static AlibabaRole role(NamedSettings section) {
        AlibabaRole.Builder role = AlibabaRole.builder(section.required("role_arn"));
        section.value("role_session_name").ifPresent(role::sessionName);
        section.value("policy").ifPresent(role::policy);
        return role.build();
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
