package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A profile of the vendor's command line, in {@code ~/.aliyun/config.json}, in any of its modes. Only the command line logs in
 * through a browser: the key that it has stored is used until it expires, and a CloudSSO login that is still valid provides the
 * next one.
 *
 * @param lookup where to find settings
 * @param file the configuration file
 * @param profile the profile's name; empty for the one in the environment variable, or else in the file
 */
record CliProfile(CredentialLookup lookup, Path file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    private static final String WHAT = "the command line's configuration";

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return () -> {
            if (lookup.variables().isOn(AlibabaSetting.CLI_PROFILE_DISABLED)) {
                throw failure("switched off by " + AlibabaSetting.CLI_PROFILE_DISABLED.key());
            }
            JsonNode configuration = read();
            ProfileName name = ProfileName.of(
                    profile,
                    lookup.variables(),
                    new ProfileName(
                            LenientJson.textOr(configuration.path(AlibabaSetting.CLI_CURRENT.key()), "default"),
                            "that is the current one"));
            return resolve(connection, configuration, name, new HashSet<>());
        };
    }

    private JsonNode read() {
        String text = SettingFile.read(file, WHAT);
        try {
            return Json.parse(SettingJson.document(text));
        } catch (JsonFormatException notJson) {
            throw SettingJson.refused(text, WHAT);
        }
    }

    private AlibabaCredentials resolve(
            ClientConnection<AlibabaCredentials> connection,
            JsonNode configuration,
            ProfileName name,
            Set<String> chain) {
        if (!chain.add(name.value())) {
            throw failure("the profiles refer to each other in a circle");
        }
        JsonNode found = LenientJson.items(configuration.path("profiles")).stream()
                .filter(each -> LenientJson.text(each.path(AlibabaSetting.CLI_NAME.key()))
                        .strip()
                        .equals(name.value()))
                .findFirst()
                .orElseThrow(() -> failure(WHAT + " has no profile " + name));
        NamedSettings entries =
                entry -> LenientJson.nonEmptyText(found.path(entry)).orElse(null);
        try {
            return source(entries, name, from -> resolve(connection, configuration, from, chain), connection)
                    .connect(connection)
                    .resolve();
        } catch (IllegalArgumentException unfit) {
            throw failure("profile " + name + ": " + unfit.getMessage());
        }
    }

    private CredentialsSource<AlibabaCredentials> source(
            NamedSettings found,
            ProfileName name,
            Function<ProfileName, AlibabaCredentials> others,
            ClientConnection<AlibabaCredentials> connection) {
        return switch (mode(found).toLowerCase(Locale.ROOT)) {
            case "ak" ->
                CredentialsSource.of(AlibabaCredentials.accessKey(
                        found.required(AlibabaSetting.CLI_KEY_ID), found.required(AlibabaSetting.CLI_KEY_SECRET)));
            case "ststoken" -> CredentialsSource.of(stored(found));
            case "ramrolearn" -> new AssumedRole(CredentialsSource.of(base(found)), role(found));
            case "ramrolearnwithrolename" -> new AssumedRole(instance(found), role(found));
            case "chainableramrolearn" -> {
                String source = found.required(AlibabaSetting.CLI_SOURCE_PROFILE);
                AlibabaCredentials base = others.apply(new ProfileName(source, "named in source_profile"));
                yield new AssumedRole(CredentialsSource.of(base), role(found));
            }
            case "ecsramrole" -> instance(found);
            case "oidc" -> {
                String file = found.required(AlibabaSetting.CLI_OIDC_TOKEN_FILE);
                yield new OidcRole(
                        found.required(AlibabaSetting.CLI_OIDC_PROVIDER_ARN),
                        SettingFile.named(file, AlibabaSetting.CLI_OIDC_TOKEN_FILE.key(), AlibabaSetting.taker(file)),
                        role(found));
            }
            case "credentialsuri" ->
                CredentialsUri.named(
                        found.value(AlibabaSetting.CLI_CREDENTIALS_URI)
                                .or(() -> lookup.variables().value(AlibabaSetting.CREDENTIALS_URI))
                                .orElseGet(() -> found.required(AlibabaSetting.CLI_CREDENTIALS_URI)),
                        AlibabaSetting.CLI_CREDENTIALS_URI);
            case "external" ->
                CredentialsSource.from(
                        new ExternalProgram(found.required(AlibabaSetting.CLI_PROCESS_COMMAND), connection.time()));
            case "cloudsso" -> new CommandLineLogin(found, true);
            case "oauth" -> new CommandLineLogin(found, false);
            case "rsakeypair", "bearertoken", "anonymous" ->
                throw failure("profile " + name + " has the mode " + mode(found)
                        + ", which is not supported: use another profile, or an access key");
            default -> throw failure("profile " + name + " has an unknown mode");
        };
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
            return "AK";
        });
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    private CredentialsSource<AlibabaCredentials> instance(NamedSettings profile) {
        return new InstanceRole(lookup, profile.value(AlibabaSetting.CLI_RAM_ROLE_NAME), true);
    }

    private static AlibabaCredentials base(NamedSettings profile) {
        return profile.value(AlibabaSetting.CLI_STS_TOKEN).isPresent()
                ? stored(profile)
                : AlibabaCredentials.accessKey(
                        profile.required(AlibabaSetting.CLI_KEY_ID), profile.required(AlibabaSetting.CLI_KEY_SECRET));
    }

    private static AlibabaCredentials stored(NamedSettings profile) {
        return AlibabaCredentials.sts(
                profile.required(AlibabaSetting.CLI_KEY_ID),
                profile.required(AlibabaSetting.CLI_KEY_SECRET),
                profile.required(AlibabaSetting.CLI_STS_TOKEN));
    }

    private static AlibabaRole role(NamedSettings profile) {
        AlibabaRole.Builder role = AlibabaRole.builder(profile.required(AlibabaSetting.CLI_RAM_ROLE_ARN));
        profile.value(AlibabaSetting.CLI_RAM_SESSION_NAME).ifPresent(role::sessionName);
        profile.value(AlibabaSetting.CLI_POLICY).ifPresent(role::policy);
        profile.value(AlibabaSetting.CLI_EXTERNAL_ID).ifPresent(role::externalId);
        profile.value(AlibabaSetting.CLI_STS_ENDPOINT)
                .ifPresent(host -> role.endpointNamed(host, AlibabaSetting.CLI_STS_ENDPOINT));
        profile.value(AlibabaSetting.CLI_STS_REGION).ifPresent(role::region);
        role.vpc(profile.isOn(AlibabaSetting.CLI_ENABLE_VPC));
        long seconds = UnixTime.seconds(profile, AlibabaSetting.CLI_EXPIRED_SECONDS);
        if (seconds > 0) {
            role.duration(Duration.ofSeconds(seconds));
        }
        return role.build();
    }
}
