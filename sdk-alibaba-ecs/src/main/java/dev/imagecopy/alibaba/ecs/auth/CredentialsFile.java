package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A section of {@code ~/.alibabacloud/credentials.ini}. Sections without {@code enable = true} do not count. */
final class CredentialsFile implements CredentialsProvider<AlibabaCredentials> {
    private final Surroundings surroundings;
    private final Path file;
    private final Optional<String> profile;

    /**
     * Makes the provider.
     *
     * @param surroundings where the profile's name may be
     * @param file the file
     * @param profile the section, empty for the one that the environment names, or {@code default}
     */
    CredentialsFile(Surroundings surroundings, Path file, Optional<String> profile) {
        this.surroundings = surroundings;
        this.file = file;
        this.profile = profile;
    }

    @Override
    public AlibabaCredentials resolve() {
        String name =
                profile.or(() -> surroundings.variable("ALIBABA_CLOUD_PROFILE")).orElse("default");
        Map<String, String> section = sections(Surroundings.read(file)).get(name);
        if (section == null) {
            throw Surroundings.failure(file.getFileName() + " has no section " + name);
        }
        if (!section.getOrDefault("enable", "").equalsIgnoreCase("true")) {
            throw Surroundings.failure("section " + name + " does not say enable = true");
        }
        try {
            return resolve(name, section);
        } catch (IllegalArgumentException unfit) {
            throw new CredentialsException(
                    "section " + name + ": " + unfit.getMessage(), ErrorContext.none(false), unfit);
        }
    }

    private AlibabaCredentials resolve(String name, Map<String, String> section) {
        String type = section.getOrDefault("type", "");
        return switch (type) {
            case "access_key" -> key(section);
            case "ecs_ram_role" ->
                new EcsMetadata(surroundings, Optional.ofNullable(section.get("role_name"))).resolve();
            case "ram_role_arn" ->
                AssumedRole.with(surroundings, () -> key(section), role(section))
                        .resolve();
            case "oidc_role_arn" ->
                AssumedRole.withOidc(
                                surroundings,
                                value(section, "oidc_provider_arn"),
                                Path.of(value(section, "oidc_token_file_path")),
                                role(section))
                        .resolve();
            case "rsa_key_pair" ->
                throw Surroundings.failure(
                        "section " + name + " has the type rsa_key_pair, which the vendor has withdrawn");
            default -> throw Surroundings.failure("section " + name + " has a type that is not known");
        };
    }

    private static AlibabaCredentials key(Map<String, String> section) {
        return AlibabaCredentials.accessKey(value(section, "access_key_id"), value(section, "access_key_secret"));
    }

    private static AlibabaRole role(Map<String, String> section) {
        AlibabaRole.Builder role = AlibabaRole.builder(value(section, "role_arn"));
        Optional.ofNullable(section.get("role_session_name")).ifPresent(role::sessionName);
        Optional.ofNullable(section.get("policy")).ifPresent(role::policy);
        return role.build();
    }

    private static String value(Map<String, String> section, String name) {
        String value = section.get(name);
        if (value == null || value.isEmpty()) {
            throw Surroundings.failure("the section has no " + name);
        }
        return value;
    }

    private static Map<String, Map<String, String>> sections(String text) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> section = new HashMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = sections.computeIfAbsent(
                        line.substring(1, line.length() - 1).strip(), unused -> new HashMap<>());
            } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                String value = line.substring(equals + 1).strip();
                if (!value.isEmpty()) {
                    section.put(line.substring(0, equals).strip(), value);
                }
            }
        }
        return sections;
    }
}
