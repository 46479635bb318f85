package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Checks;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that goes on the wire to obtain keys and tokens: identity service, instance metadata, pod identity.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html">Obtaining a user token</a>
 */
final class HuaweiIamCalls {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String METADATA_TOKEN_LIFE_SECONDS = "21600";

    record PasswordLogin(String domain, String user, String password, String projectId, String region) {}

    record AgencyLogin(String agency, String domain, long durationSeconds) {}

    record IdTokenLogin(String identityProvider, String idToken, String projectId) {}

    /** A refused password is never tried again: the service locks the user after a few. */
    static final ApiCall<PasswordLogin, HuaweiCredentials> ISSUE_TOKEN = ApiCall.<PasswordLogin>of(
                    "issueToken", "POST", "/v3/auth/tokens", Repeatability.SAFE)
            .anonymous()
            .secret(PasswordLogin::password)
            .query("nocatalog", login -> "true")
            .contentType(JSON)
            .json(HuaweiIamCalls::writePassword)
            .returningJson(HuaweiIamCalls::token);

    static final ApiCall<AgencyLogin, HuaweiCredentials> ASSUME_AGENCY = ApiCall.<AgencyLogin>of(
                    "assumeAgency", "POST", "/v3.0/OS-CREDENTIAL/securitytokens", Repeatability.SAFE)
            .contentType(JSON)
            .json(HuaweiIamCalls::writeAgency)
            .returningJson((body, response) -> temporaryKey(body));

    static final ApiCall<IdTokenLogin, HuaweiCredentials> EXCHANGE_ID_TOKEN = ApiCall.<IdTokenLogin>of(
                    "exchangeIdToken", "POST", "/v3.0/OS-AUTH/id-token/tokens", Repeatability.SAFE)
            .anonymous()
            .secret(IdTokenLogin::idToken)
            .header("X-Idp-Id", IdTokenLogin::identityProvider)
            .contentType(JSON)
            .json(HuaweiIamCalls::writeIdToken)
            .returningJson(HuaweiIamCalls::token);

    static final ApiCall<String, String> METADATA_TOKEN = ApiCall.<String>of(
                    "metadataToken", "PUT", "/meta-data/latest/api/token", Repeatability.SAFE)
            .anonymous()
            .header("X-Metadata-Token-Ttl-Seconds", unused -> METADATA_TOKEN_LIFE_SECONDS)
            .returning(HuaweiIamCalls::metadataToken);

    /** Asked with the token of version 2 of the metadata service, or with none where there is only version 1. */
    static final ApiCall<String, HuaweiCredentials> METADATA_KEY = ApiCall.<String>get(
                    "metadataKey", "/openstack/latest/securitykey")
            .anonymous()
            .secret(token -> token)
            .header("X-Metadata-Token", token -> token.isEmpty() ? null : token)
            .returningJson((body, response) -> temporaryKey(body));

    /** The address is the whole of what the environment names, so the path is empty. */
    static final ApiCall<String, HuaweiCredentials> POD_KEY = ApiCall.<String>of(
                    "podKey", "POST", "", Repeatability.SAFE)
            .anonymous()
            .secret(token -> token)
            .header("Authorization", token -> token)
            .contentType(JSON)
            .json((token, json) -> {})
            .returningJson((body, response) -> temporaryKey(body));

    /** The ids of the projects of a name. */
    static final ApiCall<String, List<String>> LIST_PROJECTS = ApiCall.<String>get("listProjects", "/v3/projects")
            .query("name", name -> name)
            .returningJson((body, response) -> LenientJson.items(body.path("projects")).stream()
                    .flatMap(project -> LenientJson.nonEmptyText(project.path("id")).stream())
                    .map(id -> valid("project", () -> Checks.requireId("id", id)))
                    .toList());

    private HuaweiIamCalls() {}

    private static void writePassword(PasswordLogin login, ObjectNode json) {
        ObjectNode auth = json.putObject("auth");
        ObjectNode identity = identity(auth, "password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", login.user()).put("password", login.password());
        user.putObject("domain").put("name", login.domain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        if (login.projectId().isEmpty()) {
            project.put("name", login.region());
        } else {
            project.put("id", login.projectId());
        }
    }

    private static void writeAgency(AgencyLogin login, ObjectNode json) {
        identity(json.putObject("auth"), "assume_role")
                .putObject("assume_role")
                .put("agency_name", login.agency())
                .put("domain_name", login.domain())
                .put("duration_seconds", login.durationSeconds());
    }

    private static ObjectNode identity(ObjectNode auth, String method) {
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        return identity;
    }

    private static void writeIdToken(IdTokenLogin login, ObjectNode json) {
        ObjectNode auth = json.putObject("auth");
        auth.putObject("id_token").put("id", login.idToken());
        auth.putObject("scope").putObject("project").put("id", login.projectId());
    }

    private static String metadataToken(HttpResponse response) {
        String token = new String(response.body(), StandardCharsets.UTF_8).strip();
        if (token.chars().anyMatch(c -> c <= 0x20 || c > 0x7e)) {
            throw new JsonFormatException("the answer is no token");
        }
        return token;
    }

    private static HuaweiCredentials token(JsonNode body, HttpResponse response) {
        String token = response.headers()
                .first("X-Subject-Token")
                .orElseThrow(() -> new JsonFormatException("the answer has no token in X-Subject-Token"));
        return valid("credentials", () -> end(body.path("token").path("expires_at"))
                .map(end -> HuaweiCredentials.token(token, end))
                .orElseGet(() -> HuaweiCredentials.token(token)));
    }

    private static HuaweiCredentials temporaryKey(JsonNode body) {
        JsonNode key = body.path("credential");
        return valid(
                "credentials",
                () -> HuaweiCredentials.temporary(
                        LenientJson.text(key.path("access")),
                        LenientJson.text(key.path("secret")),
                        LenientJson.text(key.path("securitytoken")),
                        end(key.path("expires_at"))
                                .orElseThrow(() -> new JsonFormatException("the temporary key has no expires_at"))));
    }

    /** What is malformed is the service's answer, not an argument of the caller's. */
    private static <T> T valid(String what, Supplier<T> parts) {
        try {
            return parts.get();
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("the answer holds no usable " + what + ": " + e.getMessage());
        }
    }

    private static Optional<Instant> end(JsonNode value) {
        try {
            return LenientJson.nonEmptyText(value).map(Instant::parse);
        } catch (DateTimeException notIso) {
            return Optional.empty();
        }
    }
}
