package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.IssuedCredentials;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that goes on the wire to obtain keys and tokens: calls to the identity service and to pod identity. A call without
 * a route goes to the identity service.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html">Obtaining a user token</a>
 */
final class HuaweiIamCalls {
    private static final String JSON = "application/json;charset=UTF-8";

    /** The longest life of tokens and temporary keys. */
    private static final Duration LONGEST = Duration.ofHours(24);

    record Password(String domain, String user, Secret password, String projectId, String region) {}

    /**
     * An agency to take on.
     *
     * @param domain the name of the account that created it, or its id
     * @param iam the identity service's address; empty for the client's
     */
    record Agency(
            String agency, Optional<String> domain, Optional<String> domainId, long durationSeconds, String iam) {}

    /**
     * An id token to exchange.
     *
     * @param iam the identity service's address; empty for the client's
     */
    record IdToken(String identityProvider, Secret idToken, String projectId, String iam) {}

    record PodQuestion(URI agent, Secret token) {}

    /** A refused password is never tried again: the service locks the user after a few attempts. */
    static final ApiCall<Password, IssuedCredentials<HuaweiCredentials>> ISSUE_TOKEN = ApiCall.<Password>of(
                    "issueToken", "POST", "/v3/auth/tokens", Repeatability.SAFE)
            .anonymous()
            .secret(login -> login.password().reveal())
            .query("nocatalog", login -> "true")
            .contentType(JSON)
            .json(HuaweiIamCalls::writePassword)
            .returningJson(HuaweiIamCalls::token);

    static final ApiCall<Agency, IssuedCredentials<HuaweiCredentials>> ASSUME_AGENCY = ApiCall.<Agency>of(
                    "assumeAgency", "POST", "/v3.0/OS-CREDENTIAL/securitytokens", Repeatability.SAFE)
            .route(Agency::iam)
            .contentType(JSON)
            .json(HuaweiIamCalls::writeAgency)
            .returningJson(HuaweiIamCalls::temporaryKey);

    static final ApiCall<IdToken, IssuedCredentials<HuaweiCredentials>> EXCHANGE_ID_TOKEN = ApiCall.<IdToken>of(
                    "exchangeIdToken", "POST", "/v3.0/OS-AUTH/id-token/tokens", Repeatability.SAFE)
            .anonymous()
            .route(IdToken::iam)
            .secret(login -> login.idToken().reveal())
            .header("X-Idp-Id", IdToken::identityProvider)
            .contentType(JSON)
            .json(HuaweiIamCalls::writeIdToken)
            .returningJson(HuaweiIamCalls::token);

    /** The environment contains the complete address, so the path is empty. */
    static final ApiCall<PodQuestion, IssuedCredentials<HuaweiCredentials>> POD_KEY = ApiCall.<PodQuestion>of(
                    "podKey", "POST", "", Repeatability.SAFE)
            .anonymous()
            .hidingAddress()
            .route(question -> question.agent().toString())
            .secret(question -> question.token().reveal())
            .header("Authorization", question -> question.token().reveal())
            .contentType(JSON)
            .json((question, json) -> {})
            .returningJson(HuaweiIamCalls::temporaryKey);

    private HuaweiIamCalls() {}

    private static void writePassword(Password login, ObjectNode json) {
        ObjectNode auth = json.putObject("auth");
        ObjectNode identity = identity(auth, "password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", login.user()).put("password", login.password().reveal());
        user.putObject("domain").put("name", login.domain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        if (login.projectId().isEmpty()) {
            project.put("name", login.region());
        } else {
            project.put("id", login.projectId());
        }
    }

    private static void writeAgency(Agency login, ObjectNode json) {
        ObjectNode role = identity(json.putObject("auth"), "assume_role")
                .putObject("assume_role")
                .put("agency_name", login.agency());
        if (login.domain().isPresent()) {
            role.put("domain_name", login.domain().get());
        } else {
            role.put("domain_id", login.domainId().orElse(""));
        }
        role.put("duration_seconds", login.durationSeconds());
    }

    private static ObjectNode identity(ObjectNode auth, String method) {
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        return identity;
    }

    private static void writeIdToken(IdToken login, ObjectNode json) {
        ObjectNode auth = json.putObject("auth");
        auth.putObject("id_token").put("id", login.idToken().reveal());
        auth.putObject("scope").putObject("project").put("id", login.projectId());
    }

    private static IssuedCredentials<HuaweiCredentials> token(JsonNode body, HttpResponse response) {
        if (!body.path("token").isObject()) {
            throw new JsonFormatException("the response describes no token");
        }
        String token = response.headers()
                .first("X-Subject-Token")
                .orElseThrow(() -> new JsonFormatException("the response has no token in X-Subject-Token"));
        return issued(body.path("token").path("expires_at"), response, end -> HuaweiCredentials.token(token, end));
    }

    /** Whether a document in that format has any part of a key. */
    static boolean hasKey(JsonNode body) {
        return LenientJson.hasAny(LenientJson.member(body, "credential"), List.of("access", "secret", "securitytoken"));
    }

    /** The format that the identity service, instance metadata and the agent of a pod share. */
    static IssuedCredentials<HuaweiCredentials> temporaryKey(JsonNode body, HttpResponse response) {
        JsonNode key = body.path("credential");
        String access = LenientJson.string(key.path("access")).orElse("");
        String secret = LenientJson.string(key.path("secret")).orElse("");
        String token = LenientJson.string(key.path("securitytoken")).orElse("");
        String swapped = SwappedKey.flaw("access", access, "secret", secret);
        if (!swapped.isEmpty()) {
            throw new JsonFormatException("the response contains no usable credentials: " + swapped);
        }
        return issued(key.path("expires_at"), response, end -> HuaweiCredentials.temporary(access, secret, token, end));
    }

    /** The service's response is malformed, not an argument of the caller. */
    private static IssuedCredentials<HuaweiCredentials> issued(
            JsonNode end, HttpResponse response, Function<Instant, HuaweiCredentials> endingAt) {
        try {
            return new IssuedCredentials<>(TokenLife.until(LenientJson.text(end), response), LONGEST, endingAt);
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("the response contains no usable credentials: " + e.getMessage());
        }
    }
}
