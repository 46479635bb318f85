package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ProfileFile;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.ToolFile;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A section of {@code ~/.alibabacloud/credentials.ini}. Sections without {@code enable = true} are disabled.
 *
 * @param lookup where to find settings
 * @param acted is told which variables count
 * @param file finds the file
 * @param profile the section; empty for the one in the environment variable, or {@code default}
 */
record CredentialsFile(CredentialLookup lookup, ActedVariables acted, Supplier<ToolFile> file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    private static final String WHAT = "the credentials file";

    CredentialsFile(CredentialLookup lookup, Path file, Optional<String> profile) {
        this(lookup, new ActedVariables(lookup.variables()), () -> new ToolFile(file, WHAT, true), profile);
    }

    /** The file in the environment variable, or else the one in the home folder. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup, ActedVariables acted) {
        AlibabaSetting setting = AlibabaSetting.CREDENTIALS_FILE;
        Supplier<ToolFile> file = () -> {
            Optional<String> named = lookup.variables().value(setting);
            Path path = named.map(text -> SettingFile.named(text, setting.key(), AlibabaSetting.taker(text)))
                    .orElseGet(() -> inHome(lookup.home().resolve(".alibabacloud")));
            return new ToolFile(path, WHAT, named.isPresent());
        };
        return new CredentialsFile(lookup, acted, file, Optional.empty());
    }

    /** The vendor's sources for Java and Python end the name with {@code .ini}, those for other languages do not. */
    private static Path inHome(Path folder) {
        Path file = folder.resolve("credentials.ini");
        Path other = folder.resolve("credentials");
        return !Files.exists(file) && Files.exists(other) ? other : file;
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        UnusedSettings told = new UnusedSettings(connection.clientName());
        MetadataPatience machine = MetadataPatience.presumed();
        return connection.identity(
                () -> {
                    ProfileName name =
                            ProfileName.of(profile, lookup.variables(), new ProfileName("default", "default"));
                    UnusedEntries unused = new UnusedEntries(told, connection);
                    NamedSettings section = section(name, unused);
                    unused.warn(section, AlibabaSetting.FILE_REGION_ID, AlibabaSetting.FILE_ENDPOINT);
                    unused.warn(
                            IdentityEntries.OF_FILE,
                            section,
                            section.value(AlibabaSetting.FILE_TYPE).orElse(""),
                            lacksKey(section) ? role(section) : "");
                    CredentialsSource<AlibabaCredentials> found = among -> () -> key(name, section, machine, among);
                    return connection
                            .identity(found.connect(connection), () -> role(section))
                            .resolve();
                },
                () -> profile.isEmpty() ? ProfileName.naming(lookup.variables()) : "");
    }

    /** A section that is not said to be off may be so by a mistake in a name, which must not lead to somebody else silently. */
    private NamedSettings section(ProfileName name, UnusedEntries unused) {
        ToolFile tool = file.get();
        NamedSettings section = ProfileFile.read(tool, "which belongs in " + AlibabaSetting.CONFIG_FILE.key())
                .section(name.value(), KnownEntries.OF_FILE.names())
                .orElseThrow(() -> failure(WHAT + " has no section " + name));
        boolean isOn = section.isOn(AlibabaSetting.FILE_ENABLE);
        boolean isOff = !isOn && section.value(AlibabaSetting.FILE_ENABLE).isPresent();
        if (!isOff) {
            unused.warnUnknown(section, KnownEntries.OF_FILE);
        }
        if (isOff) {
            String reason = "section " + name + " is switched off by its entry " + AlibabaSetting.FILE_ENABLE.key();
            throw profile.isPresent() ? failure(reason) : CredentialsException.absent(reason, false);
        }
        if (!isOn) {
            String reason = "section " + name + " does not say enable = true";
            boolean isMeant = profile.isPresent() || tool.isNamed() || isSomebody(section);
            throw isMeant ? failure(reason) : CredentialsException.absent(reason, false);
        }
        return section;
    }

    /** Whether a section says who acts, or of which type the identity is. */
    private static boolean isSomebody(NamedSettings section) {
        return section.value(AlibabaSetting.FILE_TYPE).isPresent()
                || !IdentityEntries.OF_FILE.unused(section, "").isEmpty();
    }

    /** Whether a section is of a type with a key, and has none, so that it is refused. */
    private static boolean lacksKey(NamedSettings section) {
        String type = section.value(AlibabaSetting.FILE_TYPE).orElse("").toLowerCase(Locale.ROOT);
        return (type.equals("access_key") || type.equals("sts"))
                && (section.value(AlibabaSetting.FILE_KEY_ID).isEmpty()
                        || section.value(AlibabaSetting.FILE_KEY_SECRET).isEmpty());
    }

    /** The entry that names a role; empty if none does. */
    private static String role(NamedSettings section) {
        return section.value(AlibabaSetting.FILE_ROLE_ARN).isPresent()
                ? AlibabaSetting.FILE_ROLE_ARN.key()
                : section.value(AlibabaSetting.FILE_ROLE_NAME)
                        .map(role -> AlibabaSetting.FILE_ROLE_NAME.key())
                        .orElse("");
    }

    private AlibabaCredentials key(
            ProfileName name,
            NamedSettings section,
            MetadataPatience machine,
            ClientConnection<AlibabaCredentials> connection) {
        try {
            return source(name, section, machine).connect(connection).resolve();
        } catch (IllegalArgumentException unfit) {
            throw failure("section " + name + ": " + unfit.getMessage());
        } catch (CredentialsException e) {
            throw e.asFailure(); // the section exists, whatever it lacks
        }
    }

    private CredentialsSource<AlibabaCredentials> source(
            ProfileName name, NamedSettings section, MetadataPatience machine) {
        return switch (section.value(AlibabaSetting.FILE_TYPE).orElse("").toLowerCase(Locale.ROOT)) {
            case "access_key" -> CredentialsSource.of(key(section));
            case "sts" -> {
                section.required(AlibabaSetting.FILE_SECURITY_TOKEN);
                yield CredentialsSource.of(key(section));
            }
            case "ecs_ram_role" -> {
                Optional<String> role = section.value(AlibabaSetting.FILE_ROLE_NAME);
                acted.note(role, AlibabaSetting.METADATA_ROLE);
                yield InstanceRole.ofProfile(lookup, role, machine);
            }
            case "ram_role_arn" -> new AssumedRole(CredentialsSource.of(key(section)), assumed(section));
            case "oidc_role_arn" -> {
                acted.note(section.value(AlibabaSetting.FILE_OIDC_TOKEN_FILE), AlibabaSetting.OIDC_TOKEN_FILE);
                yield OidcRole.of(
                        section,
                        AlibabaSetting.FILE_OIDC_PROVIDER_ARN,
                        AlibabaSetting.FILE_OIDC_TOKEN_FILE,
                        lookup.variables(),
                        assumed(section));
            }
            case "rsa_key_pair" ->
                throw failure("section " + name + " has the type rsa_key_pair, which the vendor has withdrawn");
            case "bearer" ->
                throw failure("section " + name + " has the type bearer, which is not supported: use an access key");
            case "" -> throw failure("section " + name + " has no type, such as type = access_key");
            default -> throw failure("section " + name + " has an unknown type");
        };
    }

    private static AlibabaCredentials key(NamedSettings section) {
        String id = section.required(AlibabaSetting.FILE_KEY_ID);
        String secret = section.required(AlibabaSetting.FILE_KEY_SECRET);
        SwappedKey.requireInPlace(
                section,
                AlibabaSetting.FILE_KEY_ID,
                AlibabaSetting.FILE_KEY_SECRET,
                AlibabaSetting.FILE_SECURITY_TOKEN);
        IdentityEntries.OF_FILE.requireItsToken(section);
        return section.value(AlibabaSetting.FILE_SECURITY_TOKEN)
                .map(token -> AlibabaCredentials.sts(id, secret, token))
                .orElseGet(() -> AlibabaCredentials.accessKey(id, secret));
    }

    private AlibabaRole assumed(NamedSettings section) {
        AlibabaRole.Builder role = AlibabaRole.builder(section.required(AlibabaSetting.FILE_ROLE_ARN));
        section.value(AlibabaSetting.FILE_ROLE_SESSION_NAME).ifPresent(role::sessionName);
        section.value(AlibabaSetting.FILE_POLICY).ifPresent(role::policy);
        section.value(AlibabaSetting.FILE_EXTERNAL_ID).ifPresent(role::externalId);
        StsPlace.OF_FILE.choose(role, section, lookup.variables());
        long seconds = UnixTime.seconds(section, AlibabaSetting.FILE_ROLE_SESSION_EXPIRATION);
        if (seconds != 0) {
            role.duration(Duration.ofSeconds(seconds));
        }
        return role.build();
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
