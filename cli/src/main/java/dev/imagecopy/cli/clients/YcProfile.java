package dev.imagecopy.cli.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A profile of {@code yc}: the folder and the credentials in it. Shows no secret.
 *
 * <p>A profile that impersonates a service account, or works with another installation, is refused: its key alone is another
 * identity, or would go to another cloud.
 *
 * <p>Used are the authorized key of a service account, an IAM token, and the account of the machine. The OAuth token and the
 * federation of a user are not: {@code yc} exchanges them itself.
 */
final class YcProfile {
    private static final List<String> KEY = List.of(
            "id", "service_account_id", "user_account_id", "created_at", "key_algorithm", "public_key", "private_key");

    private static final String TOKEN_OF = "; take a token with: export YC_IAM_TOKEN=$(yc iam create-token --profile ";

    private final String name;
    private final YamlNode.Mapping profile;
    private final CredentialLookup lookup;

    YcProfile(String name, YamlNode.Mapping profile, CredentialLookup lookup) {
        this.name = name;
        this.profile = profile;
        this.lookup = lookup;
    }

    /** The folder that the profile works in. */
    Optional<String> folder() {
        return YcConfig.text(profile, "folder-id");
    }

    /**
     * Refuses a profile that works with another installation.
     *
     * @param apiHost the host of the installation that the account is in
     */
    void requireInstallation(String apiHost) {
        Optional<String> endpoint =
                YcConfig.text(profile, "endpoint").map(String::strip).filter(text -> !text.isEmpty());
        if (endpoint.isPresent() && !endpoint.get().replaceFirst(":443/?$", "").equalsIgnoreCase(apiHost)) {
            throw unusable("the profile " + name + " of yc is for another installation than the account"
                    + " (endpoint): choose it with the account's installation");
        }
    }

    /**
     * Its credentials.
     *
     * @throws CredentialsException if it has none that can be used
     */
    CredentialsSource<YandexCredentials> credentials() {
        if (YcConfig.text(profile, "impersonate-service-account-id").isPresent()) {
            throw unusable("the profile " + name + " of yc impersonates a service account" + TOKEN_OF + name + ")");
        }
        Optional<YamlNode.Mapping> key = YcConfig.mapping(profile.value("service-account-key"));
        if (key.isPresent()) {
            return YandexCredentials.serviceAccountKeyJson(json(key.get()));
        }
        if (YcConfig.text(profile, "instance-service-account")
                .filter("true"::equals)
                .isPresent()) {
            return YandexCredentialsProviders.metadataService(lookup);
        }
        Optional<String> token = YcConfig.text(profile, "token");
        if (token.filter(text -> text.startsWith("t1.")).isPresent()) {
            return CredentialsSource.of(YandexCredentials.iamToken(token.get()));
        }
        String kind = token.isPresent()
                ? "is of a user and holds an OAuth token"
                : profile.value("federation-id").isPresent() ? "is of a user of a federation" : "holds no credentials";
        throw unusable("the profile " + name + " of yc " + kind + TOKEN_OF + name + ")");
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
