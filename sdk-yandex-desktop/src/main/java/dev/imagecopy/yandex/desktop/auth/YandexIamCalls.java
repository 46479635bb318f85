package dev.imagecopy.yandex.desktop.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that goes on the wire to obtain IAM tokens.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/operations/iam-token/create-for-sa">the vendor's page</a>
 */
public final class YandexIamCalls {
    /** The route of the service that accepts JWTs. */
    public static final String IAM = "iam";

    /** The route of the service that accepts the tokens of identity providers. */
    public static final String FEDERATION = "federation";

    /** Not an address to call, but the audience of a JWT, independent of the gateway through which the service is reached. */
    public static final String AUDIENCE = "audience";

    /** The longest lifetime of a token; a longer one is not believed. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /** The lifetime of a token whose expiry is unknown: the vendor recommends requesting one every hour. */
    private static final Duration UNTOLD = Duration.ofHours(1);

    /**
     * An identity provider's token.
     *
     * @param serviceAccountId the service account to act as
     */
    record SubjectToken(String serviceAccountId, Secret token) {}

    /**
     * A token as issued by a service.
     *
     * @param life how long it lasts, as far as the service has said
     */
    record IssuedToken(String token, TokenLife life) {
        /** Returns when it expires, by our own clock. */
        Instant endBy(Instant now) {
            return life.endBy(now, UNTOLD, LONGEST);
        }

        @Override
        public String toString() {
            return "IssuedToken[***]";
        }
    }

    /** {@link JwtSigner} creates the JWT, so that each attempt has its own and a wrong clock is corrected. */
    static final ApiCall<String, IssuedToken> CREATE_TOKEN = ApiCall.<String>of(
                    "createToken", "POST", "/iam/v1/tokens", Repeatability.SAFE)
            .route(nothing -> IAM)
            .json((nothing, to) -> {})
            .returningJson((body, response) -> new IssuedToken(
                    required(body, "iamToken"), TokenLife.until(LenientJson.text(body.path("expiresAt")), response)));

    static final ApiCall<SubjectToken, IssuedToken> EXCHANGE_TOKEN = ApiCall.<SubjectToken>of(
                    "exchangeToken", "POST", "/oauth/token", Repeatability.SAFE)
            .anonymous()
            .secret(subject -> subject.token().reveal())
            .route(subject -> FEDERATION)
            .form((subject, to) -> to.add("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                    .add("requested_token_type", "urn:ietf:params:oauth:token-type:access_token")
                    .add("audience", subject.serviceAccountId())
                    .add("subject_token", subject.token().reveal())
                    .add("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"))
            .returningJson((body, response) -> accessToken(body));

    /** The token is empty if something else than the service has answered. */
    static final ApiCall<URI, IssuedToken> METADATA_TOKEN = ApiCall.<URI>get(
                    "metadataToken", "/computeMetadata/v1/instance/service-accounts/default/token")
            .anonymous()
            .direct()
            .hidingAddress()
            .route(URI::toString)
            .header("Metadata-Flavor", base -> "Google")
            .returning(response -> LenientJson.objectWithAny(List.of("access_token"), response)
                    .map(YandexIamCalls::accessToken)
                    .orElseGet(() -> new IssuedToken("", TokenLife.lasting(""))));

    private YandexIamCalls() {}

    private static IssuedToken accessToken(JsonNode body) {
        return new IssuedToken(
                required(body, "access_token"), TokenLife.lasting(LenientJson.text(body.path("expires_in"))));
    }

    private static String required(JsonNode body, String name) {
        return LenientJson.string(body.path(name))
                .orElseThrow(() -> new JsonFormatException("the response contains no " + name));
    }
}
