package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.OuterDocument;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.ToolFile;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A profile of the vendor's command line, in {@code ~/.aliyun/config.json}, in any of its modes. Only the command line logs in
 * through a browser: the key that it has stored is used until it expires, and a CloudSSO login that is still valid provides the
 * next one.
 *
 * @param lookup where to find settings
 * @param acted is told which variables count
 * @param file finds the configuration file
 * @param profile the profile's name; empty for the one in the environment variable, or else in the file
 */
record CliProfile(CredentialLookup lookup, ActedVariables acted, Supplier<ToolFile> file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    private static final String WHAT = "the command line's configuration";
    private static final String PROFILES = "profiles";

    private static final List<String> NAMES = Stream.concat(
                    Stream.of(PROFILES),
                    Stream.of(AlibabaSetting.values())
                            .filter(each -> each.place().equals(AlibabaSetting.Place.CLI))
                            .map(AlibabaSetting::key))
            .toList();

    CliProfile(CredentialLookup lookup, Path file, Optional<String> profile) {
        this(lookup, new ActedVariables(lookup.variables()), () -> new ToolFile(file, WHAT, true), profile);
    }

    /** The file in the environment variable, or else the one in the home folder. */
    static CredentialsSource<AlibabaCredentials> ofEnvironment(CredentialLookup lookup, ActedVariables acted) {
        AlibabaSetting setting = AlibabaSetting.CONFIG_FILE;
        Supplier<ToolFile> file = () -> {
            Optional<String> named = lookup.variables().value(setting);
            Path path = named.map(text -> SettingFile.named(text, setting.key(), AlibabaSetting.taker(text)))
                    .orElseGet(() -> lookup.home().resolve(".aliyun").resolve("config.json"));
            return new ToolFile(path, WHAT, named.isPresent());
        };
        return new CliProfile(lookup, acted, file, Optional.empty());
    }

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        UnusedSettings told = new UnusedSettings(connection.clientName());
        MetadataPatience machine = MetadataPatience.presumed();
        return () -> {
            requireOn();
            JsonNode configuration = read();
            String current = LenientJson.nonEmptyText(
                            LenientJson.member(configuration, AlibabaSetting.CLI_CURRENT.key()))
                    .map(String::strip)
                    .filter(named -> !named.isEmpty())
                    .orElse("default");
            ProfileName name =
                    ProfileName.of(profile, lookup.variables(), new ProfileName(current, "that is the current one"));
            boolean fromVariable = profile.isEmpty()
                    && lookup.variables().value(AlibabaSetting.PROFILE).isPresent();
            NamedSettings found = entries(configuration, name).orElseThrow(() -> missing(name, fromVariable));
            if (!fromVariable && isBlank(found)) {
                throw CredentialsException.absent("profile " + name + " has not been filled in", false);
            }
            new UnusedEntries(told, connection)
                    .warn(
                            found,
                            AlibabaSetting.CLI_REGION_ID,
                            AlibabaSetting.CLI_ENDPOINT,
                            AlibabaSetting.CLI_ENDPOINT_TYPE);
            String named = fromVariable ? ProfileName.naming(lookup.variables()) : "";
            CredentialsSource<AlibabaCredentials> key = among ->
                    () -> resolve(new UnusedEntries(told, among), machine, configuration, name, new HashSet<>());
            return connection
                    .identity(key.connect(connection), () -> named.isEmpty() ? role(found) : named)
                    .resolve();
        };
    }

    private void requireOn() {
        for (AlibabaSetting off : List.of(
                AlibabaSetting.CLI_PROFILE_DISABLED,
                AlibabaSetting.IGNORE_PROFILE,
                AlibabaSetting.CLI_IGNORE_PROFILE)) {
            if (lookup.variables().isOn(off)) {
                throw CredentialsException.absent("switched off by " + off.key(), false);
            }
        }
    }

    private JsonNode read() {
        String text = file.get().read();
        try {
            JsonNode configuration = Json.parse(SettingJson.document(text));
            boolean isOne = LenientJson.isPresent(LenientJson.member(configuration, PROFILES));
            String flaw = isOne ? "" : OuterDocument.flaw(text);
            if (!flaw.isEmpty()) {
                throw failure(WHAT + " is " + flaw);
            }
            return configuration;
        } catch (JsonFormatException notJson) {
            throw SettingJson.refused(text, WHAT, "which belongs in " + AlibabaSetting.CREDENTIALS_FILE.key());
        }
    }

    private static Optional<NamedSettings> entries(JsonNode configuration, ProfileName name) {
        requireNamesOnce(configuration);
        return LenientJson.items(LenientJson.member(configuration, PROFILES)).stream()
                .filter(each -> LenientJson.text(LenientJson.member(each, AlibabaSetting.CLI_NAME.key()))
                        .strip()
                        .equals(name.value()))
                .distinct()
                .reduce((one, other) -> {
                    throw failure(WHAT + " has two profiles of one name, with different entries");
                })
                .map(CliProfile::requireNamesOnce)
                .map(found -> new ListedSettings(LenientJson.texts(found)));
    }

    /** The command line takes the last of several names that differ in case only, other readers the first. */
    private static JsonNode requireNamesOnce(JsonNode object) {
        LenientJson.ambiguous(object, NAMES).ifPresent(name -> {
            throw failure(WHAT + " has " + name + " twice, in different case and with different values");
        });
        return object;
    }

    /** The profile in the variable may be a section of the credentials file, which is read next. */
    private static CredentialsException missing(ProfileName name, boolean fromVariable) {
        String reason = WHAT + " has no profile " + name;
        return fromVariable ? CredentialsException.absent(reason, false) : failure(reason);
    }

    /** Whether a profile is as the command line writes it before it is configured. */
    private static boolean isBlank(NamedSettings profile) {
        return mode(profile).equalsIgnoreCase("AK") && KnownEntries.OF_CLI.isBlank(profile);
    }

    /** The entry that names a role; empty if none does. Beside a key, only the mode says whether a role counts. */
    private static String role(NamedSettings profile) {
        String mode = mode(profile).toLowerCase(Locale.ROOT);
        if (mode.startsWith("ramrolearn") || mode.equals("chainableramrolearn") || mode.equals("oidc")) {
            return AlibabaSetting.CLI_RAM_ROLE_ARN.key();
        }
        boolean hasKey = profile.value(AlibabaSetting.CLI_KEY_ID).isPresent()
                && profile.value(AlibabaSetting.CLI_KEY_SECRET).isPresent();
        boolean roleAlone = !hasKey && (mode.equals("ak") || mode.equals("ststoken"));
        return Stream.of(AlibabaSetting.CLI_RAM_ROLE_ARN, AlibabaSetting.CLI_RAM_ROLE_NAME)
                .filter(entry -> profile.value(entry).isPresent())
                .filter(entry -> roleAlone || (mode.equals("ecsramrole") && entry == AlibabaSetting.CLI_RAM_ROLE_NAME))
                .map(AlibabaSetting::key)
                .findFirst()
                .orElse("");
    }

    private AlibabaCredentials resolve(
            UnusedEntries unused,
            MetadataPatience machine,
            JsonNode configuration,
            ProfileName name,
            Set<String> chain) {
        if (!chain.add(name.value())) {
            throw failure("the profiles refer to each other in a circle");
        }
        NamedSettings found = entries(configuration, name).orElseThrow(() -> missing(name, false));
        unused.warn(IdentityEntries.OF_CLI, found, mode(found), role(found));
        unused.warnUnknown(found, KnownEntries.OF_CLI);
        ClientConnection<AlibabaCredentials> connection = unused.connection();
        try {
            return source(found, name, from -> resolve(unused, machine, configuration, from, chain), machine, unused)
                    .connect(connection)
                    .resolve();
        } catch (IllegalArgumentException unfit) {
            throw failure("profile " + name + ": " + unfit.getMessage());
        } catch (CredentialsException e) {
            throw e.asFailure(); // the profile exists, whatever it lacks
        }
    }

    private CredentialsSource<AlibabaCredentials> source(
            NamedSettings found,
            ProfileName name,
            Function<ProfileName, AlibabaCredentials> others,
            MetadataPatience machine,
            UnusedEntries unused) {
        TimeSource time = unused.connection().time();
        return switch (mode(found).toLowerCase(Locale.ROOT)) {
            case "ak" -> CredentialsSource.of(base(found, name, time.now()));
            case "ststoken" -> CredentialsSource.of(stored(found, name, time.now()));
            case "ramrolearn" -> new AssumedRole(CredentialsSource.of(base(found, name, time.now())), assumed(found));
            case "ramrolearnwithrolename" -> {
                AlibabaCredentials base = instance(found, MetadataPatience.chosen())
                        .connect(unused.connection())
                        .resolve();
                yield new AssumedRole(CredentialsSource.of(base), assumed(found));
            }
            case "chainableramrolearn" -> {
                String source = found.required(AlibabaSetting.CLI_SOURCE_PROFILE);
                AlibabaCredentials base = others.apply(new ProfileName(source, "named in source_profile"));
                yield new AssumedRole(CredentialsSource.of(base), assumed(found));
            }
            case "ecsramrole" -> instance(found, machine);
            case "oidc" -> {
                acted.note(found.value(AlibabaSetting.CLI_OIDC_TOKEN_FILE), AlibabaSetting.OIDC_TOKEN_FILE);
                yield OidcRole.of(
                        found,
                        AlibabaSetting.CLI_OIDC_PROVIDER_ARN,
                        AlibabaSetting.CLI_OIDC_TOKEN_FILE,
                        lookup.variables(),
                        assumed(found));
            }
            case "credentialsuri" -> {
                CredentialsUri service = service(found);
                yield among -> service.connect(among, unused.told());
            }
            case "external" -> CredentialsSource.from(new ExternalProgram(command(found), time, unused.told()));
            case "cloudsso" -> new CommandLineLogin(found, true);
            case "oauth" -> new CommandLineLogin(found, false);
            case "rsakeypair", "bearertoken", "anonymous" ->
                throw failure("profile " + name + " has the mode " + mode(found)
                        + ", which is not supported: use another profile, or an access key");
            default -> throw failure("profile " + name + " has an unknown mode");
        };
    }

    /** The command with its quotes, which separate its words. */
    private static String command(NamedSettings found) {
        found.required(AlibabaSetting.CLI_PROCESS_COMMAND);
        return String.valueOf(found.lookUp(AlibabaSetting.CLI_PROCESS_COMMAND.key()));
    }

    /** The mode, or the one that the command line assumes for a profile without a mode. */
    private static String mode(NamedSettings found) {
        return found.value(AlibabaSetting.CLI_MODE).orElseGet(() -> {
            boolean key = found.value(AlibabaSetting.CLI_KEY_ID).isPresent();
            if (key && found.value(AlibabaSetting.CLI_STS_TOKEN).isPresent()) {
                return "StsToken";
            }
            if (key && found.value(AlibabaSetting.CLI_RAM_ROLE_ARN).isPresent()) {
                return "RamRoleArn";
            }
            if (key) {
                return "AK";
            }
            return Stream.of(
                            Map.entry(AlibabaSetting.CLI_RAM_ROLE_NAME, "EcsRamRole"),
                            Map.entry(AlibabaSetting.CLI_PROCESS_COMMAND, "External"),
                            Map.entry(AlibabaSetting.CLI_OIDC_PROVIDER_ARN, "OIDC"),
                            Map.entry(AlibabaSetting.CLI_SSO_SIGN_IN_URL, "CloudSSO"))
                    .filter(sign -> found.value(sign.getKey()).isPresent())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("AK");
        });
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    private CredentialsSource<AlibabaCredentials> instance(NamedSettings profile, MetadataPatience machine) {
        Optional<String> role = profile.value(AlibabaSetting.CLI_RAM_ROLE_NAME);
        acted.note(role, AlibabaSetting.METADATA_ROLE);
        return InstanceRole.ofProfile(lookup, role, machine);
    }

    private CredentialsUri service(NamedSettings profile) {
        Optional<String> address = profile.value(AlibabaSetting.CLI_CREDENTIALS_URI);
        acted.note(address, AlibabaSetting.CREDENTIALS_URI);
        return address.map(own -> CredentialsUri.named(own, AlibabaSetting.CLI_CREDENTIALS_URI))
                .or(() -> lookup.variables()
                        .value(AlibabaSetting.CREDENTIALS_URI)
                        .map(other -> CredentialsUri.named(other, AlibabaSetting.CREDENTIALS_URI)))
                .orElseThrow(() -> CredentialsException.absent(
                        AlibabaSetting.CLI_CREDENTIALS_URI.key() + " is not set, and neither is "
                                + AlibabaSetting.CREDENTIALS_URI.key(),
                        false));
    }

    private static AlibabaCredentials base(NamedSettings profile, ProfileName name, Instant now) {
        SwappedKey.requireInPlace(
                profile, AlibabaSetting.CLI_KEY_ID, AlibabaSetting.CLI_KEY_SECRET, AlibabaSetting.CLI_STS_TOKEN);
        IdentityEntries.OF_CLI.requireItsToken(profile);
        return profile.value(AlibabaSetting.CLI_STS_TOKEN).isPresent()
                ? stored(profile, name, now)
                : AlibabaCredentials.accessKey(
                        profile.required(AlibabaSetting.CLI_KEY_ID), profile.required(AlibabaSetting.CLI_KEY_SECRET));
    }

    /** The temporary key, until the end that is stored beside it: the command line keeps keys beyond their end. */
    private static AlibabaCredentials stored(NamedSettings profile, ProfileName name, Instant now) {
        SwappedKey.requireInPlace(
                profile, AlibabaSetting.CLI_KEY_ID, AlibabaSetting.CLI_KEY_SECRET, AlibabaSetting.CLI_STS_TOKEN);
        String id = profile.required(AlibabaSetting.CLI_KEY_ID);
        String secret = profile.required(AlibabaSetting.CLI_KEY_SECRET);
        String token = profile.required(AlibabaSetting.CLI_STS_TOKEN);
        Optional<Instant> end = profile.value(AlibabaSetting.CLI_STS_EXPIRATION)
                .map(text -> UnixTime.parse(text, AlibabaSetting.CLI_STS_EXPIRATION))
                .filter(moment -> !moment.equals(Instant.EPOCH));
        if (end.isPresent() && !end.get().isAfter(now)) {
            throw failure("profile " + name + " has a temporary key that has ended ("
                    + AlibabaSetting.CLI_STS_EXPIRATION.key()
                    + "): aliyun configure --mode StsToken stores another");
        }
        return end.map(moment -> AlibabaCredentials.sts(id, secret, token, moment))
                .orElseGet(() -> AlibabaCredentials.sts(id, secret, token));
    }

    private AlibabaRole assumed(NamedSettings profile) {
        AlibabaRole.Builder role = AlibabaRole.builder(profile.required(AlibabaSetting.CLI_RAM_ROLE_ARN));
        profile.value(AlibabaSetting.CLI_RAM_SESSION_NAME).ifPresent(role::sessionName);
        profile.value(AlibabaSetting.CLI_POLICY).ifPresent(role::policy);
        profile.value(AlibabaSetting.CLI_EXTERNAL_ID).ifPresent(role::externalId);
        StsPlace.OF_CLI.choose(role, profile, lookup.variables());
        long seconds = UnixTime.seconds(profile, AlibabaSetting.CLI_EXPIRED_SECONDS);
        if (seconds > 0) {
            role.duration(Duration.ofSeconds(seconds));
        }
        return role.build();
    }
}
