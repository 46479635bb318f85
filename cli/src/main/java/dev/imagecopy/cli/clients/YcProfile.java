package dev.imagecopy.cli.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A profile of {@code yc}: the folder and the credentials in it. Shows no secret.
 *
 * <p>Used are the authorized key of a service account, an IAM token, and the account of the machine. The OAuth token and the
 * federation of a user are not: {@code yc} exchanges them itself.
 */
final class YcProfile {
    static final URI METADATA = URI.create("http://169.254.169.254/");
    private static final List<String> KEY = List.of(
            "id", "service_account_id", "user_account_id", "created_at", "key_algorithm", "public_key", "private_key");

    private final String name;
    private final YamlNode.Mapping profile;

    YcProfile(String name, YamlNode.Mapping profile) {
        this.name = name;
        this.profile = profile;
    }

    /** The folder that the profile works in. */
    Optional<String> folder() {
        return YcConfig.text(profile, "folder-id");
    }

    /**
     * Its credentials.
     *
     * @throws CredentialsException if it has none that can be used
     */
    CredentialsSource<YandexCredentials> credentials() {
        Optional<YamlNode.Mapping> key = YcConfig.mapping(profile.value("service-account-key"));
        if (key.isPresent()) {
            return YandexCredentials.serviceAccountKeyJson(json(key.get()));
        }
        if (YcConfig.text(profile, "instance-service-account")
                .filter("true"::equals)
                .isPresent()) {
            return YandexCredentials.metadataService(METADATA);
        }
        Optional<String> token = YcConfig.text(profile, "token");
        if (token.filter(text -> text.startsWith("t1.")).isPresent()) {
            return CredentialsSource.of(YandexCredentials.iamToken(token.get()));
        }
        String kind = token.isPresent()
                ? "is of a user and holds an OAuth token"
                : profile.value("federation-id").isPresent() ? "is of a user of a federation" : "holds no credentials";
        throw unusable("the profile " + name + " of yc " + kind
                + "; take a token with: export YC_IAM_TOKEN=$(yc iam create-token --profile " + name + ")");
    }

    static CredentialsException unusable(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    /** The key in the form of its file. */
    private static String json(YamlNode.Mapping key) {
        ObjectNode json = Json.object();
        KEY.forEach(member -> YcConfig.text(key, member).ifPresent(value -> json.put(member, value)));
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }
}
