package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The JWT that is exchanged for an IAM token, signed with PS256, the only algorithm that the service accepts.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/operations/iam-token/create-for-sa">the vendor's page</a>
 */
final class SignedJwt {
    /** The longest lifetime that the service accepts. */
    static final Duration LIFE = Duration.ofHours(1);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** RFC 7518 section 3.5: the salt is as long as the hash. */
    private static final PSSParameterSpec PS256 =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private SignedJwt() {}

    /**
     * Signs a token.
     *
     * @param key the key to sign with
     * @param audience the service that the token is for
     * @param now the current time; truncated to seconds, since rounding could make it lie in the future
     * @param life how long it is valid
     */
    static String sign(AuthorizedKey key, String audience, Instant now, Duration life) {
        long issuedAt = now.getEpochSecond();
        String text = part(Json.write(
                        Json.object().put("typ", "JWT").put("alg", "PS256").put("kid", key.id())))
                + "."
                + part(Json.write(Json.object()
                        .put("iss", key.serviceAccountId())
                        .put("aud", audience)
                        .put("iat", issuedAt)
                        .put("exp", issuedAt + life.toSeconds())));
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(PS256);
            signature.initSign(key.privateKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw AuthorizedKey.refused(
                    "the authorized key cannot sign: " + e.getClass().getSimpleName());
        }
    }

    private static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
