package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Creates the JWT that authenticates a service account, in place of a signature: each attempt has its own, with the time by the
 * service's clock as far as that is known.
 */
final class JwtSigner implements RequestSigner<JwtSigner.Identity> {
    private static final String PREFIX = "{\"jwt\":\"";

    /**
     * The issuer and the audience of JWTs.
     *
     * @param audience the service for which they are intended
     */
    record Identity(AuthorizedKey key, String audience) implements Credentials {
        @Override
        public String identity() {
            return key.id();
        }

        /** The private key is never sent. */
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    @Override
    public HttpRequest sign(HttpRequest request, Identity identity, Instant time) {
        String jwt = SignedJwt.sign(identity.key(), identity.audience(), time, SignedJwt.LIFE);
        return request.withBody(Json.write(Json.object().put("jwt", jwt)));
    }

    @Override
    public String authorization(HttpRequest signed) {
        String body = new String(signed.body(), StandardCharsets.UTF_8);
        return "Signature=" + body.substring(PREFIX.length(), body.length() - 2);
    }
}
