package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
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

/**
 * A profile of the vendor's command line, {@code ~/.aliyun/config.json}, in each of its modes. Logins through a browser
 * (CloudSSO, OAuth) are the command line's: the key that it has stored is used until it ends.
 */
final class CliProfile implements CredentialsProvider<AlibabaCredentials> {
    /** The end of the year 9999: what a file says beyond it is no time. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Surroundings surroundings;
    private final Path file;
    private final Optional<String> profile;

    /**
     * Makes the provider.
     *
     * @param surroundings where the switches are
     * @param file the configuration
     * @param profile the profile's name, empty for the one that the environment or the file names
     */
    CliProfile(Surroundings surroundings, Path file, Optional<String> profile) {
        this.surroundings = surroundings;
        this.file = file;
        this.profile = profile;
    }

    @Override
    public AlibabaCredentials resolve() {
        if (surroundings.isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")) {
            throw Surroundings.failure("switched off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
        }
        JsonNode configuration;
        try {
            configuration = Json.parse(Digests.utf8(Surroundings.read(file)));
        } catch (JsonFormatException notJson) {
            throw new CredentialsException(file.getFileName() + " is not JSON", ErrorContext.none(false), notJson);
        }
        String name = profile.or(() -> surroundings.variable("ALIBABA_CLOUD_PROFILE"))
                .orElseGet(() -> LenientJson.textOr(configuration.path("current"), "default"));
        return resolve(configuration, name, new HashSet<>());
    }

    private AlibabaCredentials resolve(JsonNode configuration, String name, Set<String> chain) {
        if (!chain.add(name)) {
            throw Surroundings.failure("the profiles of " + file.getFileName() + " refer to one another in a circle");
        }
        JsonNode found = LenientJson.items(configuration.path("profiles")).stream()
                .filter(each -> LenientJson.text(each.path("name")).equals(name))
                .findFirst()
                .orElseThrow(() -> Surroundings.failure(missing(name, chain)));
        String mode = LenientJson.textOr(found.path("mode"), "AK");
        try {
            return switch (mode) {
                case "AK" ->
                    AlibabaCredentials.accessKey(text(found, "access_key_id"), text(found, "access_key_secret"));
                case "StsToken" -> stored(found);
                case "RamRoleArn" -> assumed(() -> source(found), found).resolve();
                case "ChainableRamRoleArn" ->
                    assumed(() -> resolve(configuration, text(found, "source_profile"), chain), found)
                            .resolve();
                case "EcsRamRole" ->
                    new EcsMetadata(surroundings, LenientJson.nonEmptyText(found.path("ram_role_name"))).resolve();
                case "OIDC" ->
                    AssumedRole.withOidc(
                                    surroundings,
                                    text(found, "oidc_provider_arn"),
                                    Path.of(text(found, "oidc_token_file")),
                                    role(found))
                            .resolve();
                case "External" -> new ExternalProcess(text(found, "process_command")).resolve();
                case "CloudSSO", "OAuth" -> login(found, mode);
                default -> throw Surroundings.failure("profile " + name + " has a mode that is not known");
            };
        } catch (IllegalArgumentException unfit) {
            throw new CredentialsException(
                    "profile " + name + ": " + unfit.getMessage(), ErrorContext.none(false), unfit);
        }
    }

    /** A name that the file gives is not shown: who edits a file by hand may have put a key there. */
    private String missing(String name, Set<String> chain) {
        return chain.size() == 1
                ? file.getFileName() + " has no profile " + name
                : file.getFileName() + " has no profile of the name that source_profile tells";
    }

    private static AlibabaCredentials source(JsonNode profile) {
        return LenientJson.nonEmptyText(profile.path("sts_token")).isPresent()
                ? stored(profile)
                : AlibabaCredentials.accessKey(text(profile, "access_key_id"), text(profile, "access_key_secret"));
    }

    private static AlibabaCredentials stored(JsonNode profile) {
        return AlibabaCredentials.sts(
                text(profile, "access_key_id"), text(profile, "access_key_secret"), text(profile, "sts_token"));
    }

    private AlibabaCredentials login(JsonNode profile, String mode) {
        OptionalLong end = LenientJson.asLong(profile.path("sts_expiration"));
        Instant endsAt = Instant.ofEpochSecond(Math.max(0, Math.min(end.orElse(0), LAST_SECOND)));
        if (!endsAt.isAfter(surroundings.time().now())) {
            throw Surroundings.failure("the " + mode + " login has ended; log in again with the command line");
        }
        return AlibabaCredentials.sts(
                text(profile, "access_key_id"), text(profile, "access_key_secret"), text(profile, "sts_token"), endsAt);
    }

    private CredentialsProvider<AlibabaCredentials> assumed(
            CredentialsProvider<AlibabaCredentials> source, JsonNode profile) {
        return AssumedRole.with(surroundings, source, role(profile));
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
        return LenientJson.nonEmptyText(profile.path(name))
                .orElseThrow(() -> Surroundings.failure("the profile has no " + name));
    }
}
