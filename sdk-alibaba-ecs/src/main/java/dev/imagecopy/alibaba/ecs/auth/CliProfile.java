package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Digests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * A profile of the vendor's command line, {@code ~/.aliyun/config.json}, in any of its modes. Only the command line can log in
 * through a browser (CloudSSO, OAuth): the key that it has stored is used until it expires.
 *
 * @param lookup where to find settings
 * @param file the configuration file
 * @param profile the profile's name; empty for the one in the environment variable, or else in the file
 */
record CliProfile(CredentialLookup lookup, Path file, Optional<String> profile)
        implements CredentialsSource<AlibabaCredentials> {
    /** The end of the year 9999; anything later is not a time. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final String WHAT = "the command line's configuration";
    private static final String DISABLED = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return () -> {
            if (lookup.variables().isOn(DISABLED)) {
                throw failure("switched off by " + DISABLED);
            }
            JsonNode configuration = read();
            String name = profile.or(() -> lookup.variables().value("ALIBABA_CLOUD_PROFILE"))
                    .orElseGet(() -> LenientJson.textOr(configuration.path("current"), "default"));
            return resolve(connection, configuration, name, new HashSet<>());
        };
    }

    private JsonNode read() {
        try {
            return Json.parse(Digests.utf8(SettingFile.read(file, WHAT)));
        } catch (JsonFormatException notJson) {
            throw new CredentialsException(WHAT + " is not JSON", ErrorContext.none(false), notJson);
        }
    }

    private AlibabaCredentials resolve(
            ClientConnection<AlibabaCredentials> connection, JsonNode configuration, String name, Set<String> chain) {
        if (!chain.add(name)) {
            throw failure("the profiles refer to one another in a circle");
        }
        JsonNode found = LenientJson.items(configuration.path("profiles")).stream()
                .filter(each -> LenientJson.text(each.path("name")).equals(name))
                .findFirst()
                .orElseThrow(() -> failure(missing(name, chain)));
        try {
            return source(found, name, from -> resolve(connection, configuration, from, chain), connection)
                    .connect(connection)
                    .resolve();
        } catch (IllegalArgumentException unfit) {
            throw failure("profile " + name + ": " + unfit.getMessage());
        }
    }

    private CredentialsSource<AlibabaCredentials> source(
            JsonNode found,
            String name,
            Function<String, AlibabaCredentials> others,
            ClientConnection<AlibabaCredentials> connection) {
        String mode = LenientJson.textOr(found.path("mode"), "AK");
        return switch (mode) {
            case "AK" ->
                CredentialsSource.of(
                        AlibabaCredentials.accessKey(text(found, "access_key_id"), text(found, "access_key_secret")));
            case "StsToken" -> CredentialsSource.of(stored(found));
            case "RamRoleArn" -> new AssumedRole(CredentialsSource.of(base(found)), role(found));
            case "ChainableRamRoleArn" ->
                new AssumedRole(CredentialsSource.of(others.apply(text(found, "source_profile"))), role(found));
            case "EcsRamRole" -> new InstanceRole(lookup, LenientJson.nonEmptyText(found.path("ram_role_name")));
            case "OIDC" ->
                new OidcRole(
                        text(found, "oidc_provider_arn"),
                        SettingFile.named(text(found, "oidc_token_file"), "oidc_token_file"),
                        role(found));
            case "External" -> CredentialsSource.from(new ExternalProgram(text(found, "process_command")));
            case "CloudSSO", "OAuth" ->
                CredentialsSource.of(login(found, mode, connection.time().now()));
            default -> throw failure("profile " + name + " has a mode that is not known");
        };
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    /** A name from the file is not shown, since a key may have been put there by mistake. */
    private static String missing(String name, Set<String> chain) {
        return chain.size() == 1
                ? WHAT + " has no profile " + name
                : WHAT + " has no profile of the name that source_profile tells";
    }

    private static AlibabaCredentials base(JsonNode profile) {
        return LenientJson.nonEmptyText(profile.path("sts_token")).isPresent()
                ? stored(profile)
                : AlibabaCredentials.accessKey(text(profile, "access_key_id"), text(profile, "access_key_secret"));
    }

    private static AlibabaCredentials stored(JsonNode profile) {
        return AlibabaCredentials.sts(
                text(profile, "access_key_id"), text(profile, "access_key_secret"), text(profile, "sts_token"));
    }

    private static AlibabaCredentials login(JsonNode profile, String mode, Instant now) {
        OptionalLong end = LenientJson.asLong(profile.path("sts_expiration"));
        Instant endsAt = Instant.ofEpochSecond(Math.max(0, Math.min(end.orElse(0), LAST_SECOND)));
        if (!endsAt.isAfter(now)) {
            throw failure("the " + mode + " login has ended; log in again with the command line");
        }
        return AlibabaCredentials.sts(
                text(profile, "access_key_id"), text(profile, "access_key_secret"), text(profile, "sts_token"), endsAt);
    }

    private static AlibabaRole role(JsonNode profile) {
        AlibabaRole.Builder role = AlibabaRole.builder(text(profile, "ram_role_arn"));
        LenientJson.nonEmptyText(profile.path("ram_session_name")).ifPresent(role::sessionName);
        LenientJson.nonEmptyText(profile.path("policy")).ifPresent(role::policy);
        LenientJson.nonEmptyText(profile.path("external_id")).ifPresent(role::externalId);
        LenientJson.nonEmptyText(profile.path("sts_region")).ifPresent(role::region);
        LenientJson.asBoolean(profile.path("enable_vpc")).ifPresent(role::vpc);
        LenientJson.asLong(profile.path("expired_seconds")).ifPresent(seconds -> {
            if (seconds > 0) {
                role.duration(Duration.ofSeconds(seconds));
            }
        });
        return role.build();
    }

    private static String text(JsonNode profile, String name) {
        return LenientJson.nonEmptyText(profile.path(name)).orElseThrow(() -> failure("the profile has no " + name));
    }
}
