package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.QueryParameters;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Everything that goes on the wire to obtain temporary keys, except from instance metadata. The address is the route.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-overview">the vendor's list</a>
 */
final class AlibabaStsCalls {
    private static final String VERSION = "2015-04-01";

    /**
     * A login with a token of an identity provider.
     *
     * @param providerArn the identity provider's resource name
     * @param token its token
     * @param role the role to assume
     */
    record OidcLogin(String providerArn, Secret token, AlibabaRole role) {}

    static final ApiCall<AlibabaRole, AlibabaCredentials> ASSUME_ROLE = ApiCall.<AlibabaRole>of(
                    "assumeRole", "POST", "/", Repeatability.SAFE)
            .route(AlibabaRole::address)
            .header("Accept", role -> "application/json")
            .header("x-acs-action", role -> "AssumeRole")
            .header("x-acs-version", role -> VERSION)
            .queries(AlibabaStsCalls::writeRole)
            .query("ExternalId", role -> role.externalId().orElse(null))
            .sortedQuery()
            .returningJson((body, response) -> key(body.path("Credentials")));

    /** Unsigned, since the identity provider's token is the proof. {@link UnsignedStamp} adds the time. */
    static final ApiCall<OidcLogin, AlibabaCredentials> ASSUME_ROLE_WITH_OIDC = ApiCall.<OidcLogin>of(
                    "assumeRoleWithOidc", "POST", "/", Repeatability.SAFE)
            .route(login -> login.role().address())
            .secret(login -> login.token().reveal())
            .header("Accept", login -> "application/json")
            .query("Action", login -> "AssumeRoleWithOIDC")
            .query("Format", login -> "JSON")
            .query("Version", login -> VERSION)
            .form((login, form) -> {
                writeRole(login.role(), form);
                form.add("OIDCProviderArn", login.providerArn())
                        .add("OIDCToken", login.token().reveal());
            })
            .returningJson((body, response) -> key(body.path("Credentials")));

    /** Asked at the portal of a login, which the command line's profile names. */
    static final ApiCall<CloudSsoQuestion, AlibabaCredentials> CLOUD_SSO_KEY = ApiCall.<CloudSsoQuestion>of(
                    "cloudSsoKey", "POST", "/cloud-credentials", Repeatability.SAFE)
            .anonymous()
            .hidingAddress()
            .route(question -> question.portal().toString())
            .secret(question -> question.accessToken().reveal())
            .header("Accept", question -> "application/json")
            .header(
                    "Authorization",
                    question -> "Bearer " + question.accessToken().reveal())
            .json((question, json) ->
                    json.put("AccountId", question.account()).put("AccessConfigurationId", question.configuration()))
            .returningJson((body, response) ->
                    key(LenientJson.isPresent(body.path("CloudCredential")) ? body.path("CloudCredential") : body));

    private AlibabaStsCalls() {}

    /** A call to the user's own service, at a complete address. */
    static ApiCall<String, AlibabaCredentials> credentialsUri(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return ApiCall.<String>get("credentialsUri", uri.getRawPath() + query)
                .anonymous()
                .hidingAddress()
                .route(nothing -> uri.getScheme() + "://" + uri.getRawAuthority())
                .returningJson((body, response) -> key(body));
    }

    private static void writeRole(AlibabaRole role, QueryParameters parameters) {
        parameters
                .add("RoleArn", role.arn())
                .add("RoleSessionName", role.sessionName())
                .add("DurationSeconds", String.valueOf(role.duration().toSeconds()))
                .add("Policy", role.policy().orElse(null));
    }

    /** Reads the members that have the same name in all of the vendor's services. */
    static AlibabaCredentials key(JsonNode document) {
        if (!LenientJson.textOr(document.path("Code"), "Success").equals("Success")) {
            throw new JsonFormatException("the response says that the request failed");
        }
        try {
            return AlibabaCredentials.sts(
                    LenientJson.string(document.path("AccessKeyId")).orElse(""),
                    LenientJson.string(document.path("AccessKeySecret")).orElse(""),
                    LenientJson.string(document.path("SecurityToken")).orElse(""),
                    Instant.parse(LenientJson.text(document.path("Expiration"))));
        } catch (IllegalArgumentException | DateTimeException incomplete) {
            throw new JsonFormatException("the response contains an incomplete key");
        }
    }
}
