package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the file of key file shapes. */
class JwtCasesTest {
    private static KeyPair rsa2048;
    private static KeyPair rsa4096;
    private static KeyPair other;
    private static KeyPair elliptic;

    @BeforeAll
    static void makeKeys() {
        rsa2048 = Keys.rsa();
        rsa4096 = Keys.rsa4096();
        other = Keys.make("RSA", 2048);
        elliptic = Keys.make("EC", 256);
    }

    static Stream<Map<?, ?>> validFiles() {
        return cases("vectors");
    }

    static Stream<Map<?, ?>> invalidFiles() {
        return cases("invalidKeyFiles");
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void keyFile_whenItHasAShapeOfTheVendors_yieldsAJwtThatVerifies(Map<?, ?> vector) throws GeneralSecurityException {
        KeyPair keys = String.valueOf(vector.get("name")).contains("4096") ? rsa4096 : rsa2048;
        Map<?, ?> expected = (Map<?, ?>) vector.get("expected");
        AuthorizedKey key = AuthorizedKey.parse(filled(Json.write(vector.get("authorizedKeyFile")), keys, keys));
        String audience = (String) ((Map<?, ?>) expected.get("claims")).get("aud");

        String jwt = sign(vector, key, audience);

        String[] parts = jwt.split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(Json.parse(text(parts[0]))).isEqualTo(expected.get("header"));
        assertThat(Json.parse(text(parts[1]))).isEqualTo(expected.get("claims"));
        assertThat((long) parts[2].length()).isEqualTo(expected.get("signatureBase64UrlChars"));
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        assertThat((long) signature.length).isEqualTo(expected.get("signatureBytes"));
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        verifier.initVerify(keys.getPublic());
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(signature)).isTrue();
        assertThat(sign(vector, key, audience)).as("signatures are salted").isNotEqualTo(jwt);
        assertThat(key.toString()).contains("***").doesNotContain(modulus(keys));
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void keyFile_whenItIsNone_saysWhatIsWrongAndShowsNoKey(Map<?, ?> vector) {
        String name = String.valueOf(vector.get("name"));
        KeyPair keys = name.equals("ec-key") ? elliptic : rsa2048;
        KeyPair publicKeys = name.equals("public-key-does-not-match") ? other : keys;
        Object text = vector.get("keyFileText");
        String file = text == null ? filled(Json.write(vector.get("keyFile")), keys, publicKeys) : (String) text;

        assertThatThrownBy(() -> AuthorizedKey.parse(file))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(String.valueOf(vector.get("mustMention")))
                .hasMessageNotContaining("fakefake")
                .hasMessageNotContaining(modulus(keys))
                .hasNoCause();
    }

    private static String sign(Map<?, ?> vector, AuthorizedKey key, String audience) {
        return SignedJwt.sign(key, audience, Instant.parse((String) vector.get("clock")), Duration.ofSeconds((Long)
                vector.get("ttlSeconds")));
    }

    private static String filled(String file, KeyPair keys, KeyPair publicKeys) {
        String pem = Keys.escaped(Keys.pkcs8(keys));
        return file.replace("{{PKCS8_PEM}}", pem)
                .replace("{{PKCS1_PEM}}", keys == elliptic ? "" : Keys.escaped(Keys.pkcs1(keys)))
                .replace("{{TRUNCATED_PEM}}", pem.substring(0, pem.length() / 2))
                .replace("{{PUBLIC_PEM}}", Keys.escaped(Keys.publicPem(publicKeys)));
    }

    /** Some characters out of the middle of the private key's text. */
    private static String modulus(KeyPair keys) {
        String base64 = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        return base64.substring(base64.length() / 2, base64.length() / 2 + 12);
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static Stream<Map<?, ?>> cases(String group) {
        try (InputStream file = JwtCasesTest.class.getResourceAsStream("/vectors/yandex-jwt-cases.json")) {
            Map<String, Object> all = Json.object(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return ((List<?>) all.get(group)).stream().map(each -> (Map<?, ?>) each);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
