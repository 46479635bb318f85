package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that were encoded twice, or taken apart into characters. */
class WrappedSecretTest {
    static Stream<Function<String, String>> wrapped() {
        Function<byte[], String> base64 = bytes -> Base64.getEncoder().encodeToString(bytes);
        Function<String, String> twice = secret -> base64.apply(
                base64.apply(secret.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                twice,
                secret -> twice.apply("key: " + secret),
                secret -> twice.apply(secret).replace("=", ""),
                secret -> twice.apply(secret).substring(1),
                secret -> Base64.getUrlEncoder()
                        .encodeToString(base64.apply(secret.getBytes(StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)),
                secret -> base64.apply(secret.getBytes(StandardCharsets.UTF_16LE)),
                secret -> base64.apply(secret.getBytes(StandardCharsets.UTF_16BE)),
                secret -> base64.apply(("a" + secret).getBytes(StandardCharsets.UTF_16)),
                secret -> base64.apply(HexFormat.of()
                        .formatHex(secret.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)),
                secret -> base64.apply(HexFormat.of()
                        .withUpperCase()
                        .formatHex(secret.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)),
                secret -> String.join("-", secret.split("")),
                secret -> String.join(".", secret.split("")),
                secret -> "[\"" + String.join("\",\"", secret.split("")) + "\"]",
                secret -> "['" + String.join("', '", secret.split("")) + "']",
                secret -> "[\\\"" + String.join("\\\",\\\"", secret.split("")) + "\\\"]",
                secret -> String.join(", ", secret.split("")));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void clean_ofASecretThatIsEncodedTwiceOrSpacedOut_removesIt(Function<String, String> form) {
        String secret = "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae";
        String written = form.apply(secret);

        String clean = clean("before " + written + " after", secret);

        assertThat(clean).contains("before ", " after", "***");
        assertThat(clean.length()).isLessThan("before  after".length() + 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p",
                "TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsuIE1hbnkgaGFuZHMgbWFrZSBsaWdodCB3b3JrLg==",
                "VABoAGUAIABxAHUAaQBjAGsAIABiAHIAbwB3AG4AIABmAG8AeAA=",
                "----------------------------------------------------"
            })
    void clean_ofOtherTextsInTheseForms_leavesThem(String text) {
        assertThat(clean(text, "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae")).isEqualTo(text);
    }

    private static String clean(String text, String secret) {
        return Redactor.withoutSecrets(text, List.of(new SecretTraces(List.of(Secret.of(secret)))));
    }
}
