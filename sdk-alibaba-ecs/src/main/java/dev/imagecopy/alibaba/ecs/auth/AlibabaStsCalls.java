package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.IssuedCredentials;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.QueryParameters;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Everything that goes on the wire to obtain temporary keys, except from instance metadata. The address is the route.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-overview">the vendor's list</a>
 */
final class AlibabaStsCalls {
    private static final String VERSION = "2015-04-01";

    /** The members of a key's document, which have the same name in all of the vendor's services. */
    static final List<String> NAMES = List.of("Code", "AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration");

    /** The longest session that a role can be given. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * A login with a token of an identity provider.
     *
     * @param providerArn the identity provider's resource name
     * @param token its token
     * @param role the role to assume
     */
    record OidcLogin(String providerArn, Secret token, AlibabaRole role) {}

    static final ApiCall<AlibabaRole, IssuedCredentials<AlibabaCredentials>> ASSUME_ROLE = ApiCall.<AlibabaRole>of(
                    "assumeRole", "POST", "/", Repeatability.SAFE)
            .route(AlibabaRole::address)
            .header("Accept", role -> "application/json")
            .header("x-acs-action", role -> "AssumeRole")
            .header("x-acs-version", role -> VERSION)
            .queries(AlibabaStsCalls::writeRole)
            .query("ExternalId", role -> role.externalId().orElse(null))
            .sortedQuery()
            .returningJson((body, response) -> key(body.path("Credentials"), response));

    /** Unsigned, since the identity provider's token is the proof. {@link UnsignedStamp} adds the time. */
    static final ApiCall<OidcLogin, IssuedCredentials<AlibabaCredentials>> ASSUME_ROLE_WITH_OIDC =
            ApiCall.<OidcLogin>of("assumeRoleWithOidc", "POST", "/", Repeatability.SAFE)
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
                    .returningJson((body, response) -> key(body.path("Credentials"), response));

    /** Asked at the portal of a login, which the command line's profile names. */
    static final ApiCall<CloudSsoQuestion, IssuedCredentials<AlibabaCredentials>> CLOUD_SSO_KEY =
            ApiCall.<CloudSsoQuestion>of("cloudSsoKey", "POST", "/cloud-credentials", Repeatability.SAFE)
                    .anonymous()
                    .hidingAddress()
                    .route(question -> question.portal().toString())
                    .secret(question -> question.accessToken().reveal())
                    .header("Accept", question -> "application/json")
                    .header(
                            "Authorization",
                            question -> "Bearer " + question.accessToken().reveal())
                    .json((question, json) -> json.put("AccountId", question.account())
                            .put("AccessConfigurationId", question.configuration()))
                    .returningJson((body, response) -> key(
                            LenientJson.isPresent(body.path("CloudCredential")) ? body.path("CloudCredential") : body,
                            response));

    private AlibabaStsCalls() {}

    /**
     * A call to the user's own service, at a complete address.
     *
     * @param told warns about what the response says of another identity than its key's
     */
    static ApiCall<String, IssuedCredentials<AlibabaCredentials>> credentialsUri(URI uri, UnusedSettings told) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return ApiCall.<String>get("credentialsUri", uri.getRawPath() + query)
                .anonymous()
                .hidingAddress()
                .route(nothing -> uri.getScheme() + "://" + uri.getRawAuthority())
                .returningJson((body, response) -> {
                    IssuedCredentials<AlibabaCredentials> issued = key(body, response);
                    LenientJson.texts(body).forEach((name, text) -> {
                        if (!text.isBlank() && IdentityEntries.isBesideAKey(name)) {
                            told.warn(new Unused(name, "the key of a credentials URI is used as it is"));
                        }
                    });
                    return issued;
                });
    }

    private static void writeRole(AlibabaRole role, QueryParameters parameters) {
        parameters
                .add("RoleArn", role.arn())
                .add("RoleSessionName", role.sessionName())
                .add("DurationSeconds", String.valueOf(role.duration().toSeconds()))
                .add("Policy", role.policy().orElse(null));
    }

    /** Reads the members that have the same name in all of the vendor's services. */
    static IssuedCredentials<AlibabaCredentials> key(JsonNode document, HttpResponse response) {
        LenientJson.ambiguous(document, NAMES).ifPresent(name -> {
            throw new JsonFormatException(
                    "the response has " + name + " twice, in different case and with different values");
        });
        if (!LenientJson.textOr(document.path("Code"), "Success").equals("Success")) {
            throw new JsonFormatException("the response says that the request failed");
        }
        String id = LenientJson.string(document.path("AccessKeyId")).orElse("");
        String secret = LenientJson.string(document.path("AccessKeySecret")).orElse("");
        String token = LenientJson.string(document.path("SecurityToken")).orElse("");
        String swapped = SwappedKey.flaw("AccessKeyId", id, "AccessKeySecret", secret);
        if (!swapped.isEmpty()) {
            throw new JsonFormatException("the response contains no usable key: " + swapped);
        }
        try {
            return new IssuedCredentials<>(
                    TokenLife.until(LenientJson.text(document.path("Expiration")), response),
                    LONGEST,
                    end -> AlibabaCredentials.sts(id, secret, token, end));
        } catch (IllegalArgumentException incomplete) {
            throw new JsonFormatException(
                    "the response contains an incomplete key: AccessKeyId, AccessKeySecret and SecurityToken are expected");
        }
    }
}
