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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A section of {@code ~/.alibabacloud/credentials.ini}. Sections without {@code enable = true} are disabled.
 *
 * @param lookup where to find settings
 * @param profile the section; empty for the one in the environment variable, or {@code default}
 */
record CredentialsFile(CredentialLookup lookup, Path file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    private static final String WHAT = "the credentials file";

    /** The file in the environment variable, or else the one in the home folder. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup) {
        return connection -> () -> {
            Path file = lookup.variables()
                    .value(AlibabaSetting.CREDENTIALS_FILE)
                    .map(path ->
                            SettingFile.named(path, AlibabaSetting.CREDENTIALS_FILE.key(), AlibabaSetting.taker(path)))
                    .orElseGet(() -> inHome(lookup.home().resolve(".alibabacloud")));
            return new CredentialsFile(lookup, file, Optional.empty())
                    .connect(connection)
                    .resolve();
        };
    }

    /** The vendor's sources for Java and Python end the name with {@code .ini}, those for other languages do not. */
    private static Path inHome(Path folder) {
        Path file = folder.resolve("credentials.ini");
        Path other = folder.resolve("credentials");
        return !Files.exists(file) && Files.exists(other) ? other : file;
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return () -> {
            ProfileName name = ProfileName.of(profile, lookup.variables(), new ProfileName("default", "default"));
            NamedSettings section = ProfileFile.read(file, WHAT)
                    .section(name.value())
                    .orElseThrow(() -> failure("the credentials file has no section " + name));
            if (!section.isOn(AlibabaSetting.FILE_ENABLE)) {
                throw failure("section " + name + " does not say enable = true");
            }
            try {
                return source(name, section).connect(connection).resolve();
            } catch (IllegalArgumentException unfit) {
                throw failure("section " + name + ": " + unfit.getMessage());
            }
        };
    }

    private CredentialsSource<AlibabaCredentials> source(ProfileName name, NamedSettings section) {
        return switch (section.value(AlibabaSetting.FILE_TYPE).orElse("").toLowerCase(Locale.ROOT)) {
            case "access_key" -> CredentialsSource.of(key(section));
            case "ecs_ram_role" -> new InstanceRole(lookup, section.value(AlibabaSetting.FILE_ROLE_NAME), true);
            case "ram_role_arn" -> new AssumedRole(CredentialsSource.of(key(section)), role(section));
            case "oidc_role_arn" -> {
                String file = section.required(AlibabaSetting.FILE_OIDC_TOKEN_FILE);
                yield new OidcRole(
                        section.required(AlibabaSetting.FILE_OIDC_PROVIDER_ARN),
                        SettingFile.named(file, AlibabaSetting.FILE_OIDC_TOKEN_FILE.key(), AlibabaSetting.taker(file)),
                        role(section));
            }
            case "rsa_key_pair" ->
                throw failure("section " + name + " has the type rsa_key_pair, which the vendor has withdrawn");
            default -> throw failure("section " + name + " has an unknown type");
        };
    }

    private static AlibabaCredentials key(NamedSettings section) {
        return AlibabaCredentials.accessKey(
                section.required(AlibabaSetting.FILE_KEY_ID), section.required(AlibabaSetting.FILE_KEY_SECRET));
    }

    private static AlibabaRole role(NamedSettings section) {
        AlibabaRole.Builder role = AlibabaRole.builder(section.required(AlibabaSetting.FILE_ROLE_ARN));
        section.value(AlibabaSetting.FILE_ROLE_SESSION_NAME).ifPresent(role::sessionName);
        section.value(AlibabaSetting.FILE_POLICY).ifPresent(role::policy);
        return role.build();
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
