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
 * Writes the JWT that proves a service account, where others sign: each attempt has its own, with the time of the service's
 * clock as far as it is known.
 */
final class JwtSigner implements RequestSigner<JwtSigner.Identity> {
    private static final String PREFIX = "{\"jwt\":\"";

    /**
     * Who signs JWTs, and for whom.
     *
     * @param audience the service that they are for
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
