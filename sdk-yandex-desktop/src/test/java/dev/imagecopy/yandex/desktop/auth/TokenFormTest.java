package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, parts of tokens and keys of other clouds in place of an IAM token. */
class TokenFormTest {
    private static final String PART =
            "9euelZqUj86SmpCYi5mLzY2Ojo2Oy-3rnpWakI2UlZKJyJKZmJuXi5qMx4rl8_dCQmVi-e8kJm4Y_N3z9wJxYmL57yQmbhj8";
    private static final String SIGNATURE = "AbCdEf0123456789_-".repeat(5).substring(0, 86);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ajecanary0123456789a | this is an id, as of a service account, a user or a key, not an IAM token (yc iam create-token)
            b1gcanary0123456789a | this is an id, as of a folder or a cloud, not an IAM token (yc iam create-token)
            bpfcanary0123456789a | this is an id, as of an organization, not an IAM token (yc iam create-token)
            {"type": "service_account", "client_email": "canary"} | this holds the key of a service account of Google Cloud, which is no token
            """)
    void variable_withSomethingElse_saysWhatItIs(String value, String flaw) {
        assertThatThrownBy(() -> YandexCredentials.iamToken(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(flaw)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 96})
    void token_thatIsCutOffInItsFirstPart_saysSo(int length) {
        assertThatThrownBy(() -> YandexCredentials.iamToken("t1." + PART.substring(0, length)))
                .hasMessageContaining("this is an IAM token that is cut off")
                .hasMessageNotContaining(PART.substring(0, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 85})
    void token_thatIsCutOffInItsSignature_saysSo(int length) {
        assertThatThrownBy(() -> YandexCredentials.iamToken("t1." + PART + "." + SIGNATURE.substring(0, length)))
                .hasMessageContaining("this is an IAM token that is cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=="})
    void token_thatIsWhole_isTaken(String padding) {
        String token = "t1." + PART + padding + "." + SIGNATURE + padding;

        assertThat(YandexCredentials.iamToken(token).iamToken().reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.token-of-a-form-that-is-not-known",
                "t1.short.form",
                "wrong",
                "integrationtesttoken",
                "thisisafaketesttoken",
                "a2efc5be3a7bbb435374",
                "fd8canary0123456789a",
                "1cafe1a2-aaaa-4bbb-8ccc-1234567890ab",
                "t1.9euelZqTestToken",
                "t1.9euelZqTestToken.signature",
                "9euelZqTestTokenOfATest"
            })
    void token_ofAFormThatIsNotKnown_isTaken(String token) {
        assertThat(YandexCredentials.iamToken(token).iamToken().reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t1.PART.SIGNATUREA",
                "t1.PART.SIGNATUREAbCdEf0123",
                "t1.PART.SIGNATURESIGNATURE",
                "t1.PART.SIGNATURE.AbCdEf",
                "t1.PART.SIGNATURE.SIGNATURE",
                "t1.PART.AbCdEf.SIGNATURE",
                "t1.PART.SIGNATUREt1.PART.SIGNATURE",
                "t1.PART.AbCdEf~0123"
            })
    void longToken_ofAFormThatIsNotKnown_isTaken(String form) {
        String token = form.replace("PART", PART).replace("SIGNATURE", SIGNATURE);

        assertThat(YandexCredentials.iamToken(token).iamToken().reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {PART + ".AbCdEf", PART})
    void token_withoutItsBeginning_saysSo(String token) {
        assertThatThrownBy(() -> YandexCredentials.iamToken(token))
                .hasMessageContaining("this is the rest of an IAM token, whose beginning (t1.) is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{token}", "{iam_token}", "{your token}", "{IAM-token}"})
    void token_thatIsANameInBraces_isAPlaceholder(String token) {
        assertThatThrownBy(() -> YandexCredentials.iamToken(token))
                .hasMessageEndingWith("this holds a placeholder in place of the value");
    }
}
