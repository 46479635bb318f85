package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that tools print around a key. */
class OuterDocumentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            [{"id":"canary"}]                                                                  | a list, and must be one JSON object
            {"entries":[{"key":"sa.json","textValue":"canary"}],"versionId":"canary"}          | the payload of a Lockbox secret: give the text_value of the entry with the key alone
            {"entries":[{"key":"a","text_value":"{}"}],"version_id":"canary"}                  | the payload of a Lockbox secret: give the text_value of the entry with the key alone
            {"key":"sa.json","textValue":"{}"}                                                 | the payload of a Lockbox secret: give the text_value of the entry with the key alone
            {"apiVersion":"v1","kind":"Secret","data":{"key.json":"eyJpZCI6ICJjYW5hcnkifQ=="}} | a Secret of Kubernetes: give the entry of its data that is the key alone, decoded from base64
            {"kind":"Secret","stringData":{"key.json":"canary"}}                               | a Secret of Kubernetes: give the entry of its data that is the key alone, decoded from base64
            {"key":{"sensitive":true,"type":"string","value":"{}"}}                            | the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)
            {"sensitive":true,"type":"string","value":"{}"}                                    | the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)
            {"SecretName":"canary","SecretData":"{\\"id\\":\\"canary\\"}"}                     | JSON around a key: give the text with the key alone, without the JSON around it
            {"version":{"secret_string":"eyJpZCI6ICJjYW5hcnkifQ=="}}                           | JSON around a key: give the text with the key alone, without the JSON around it
            {"value":"-----BEGIN PRIVATE KEY-----"}                                            | JSON around a key: give the text with the key alone, without the JSON around it
            """)
    void flaw_ofJsonAroundAKey_saysWhatToTakeOutOfIt(String text, String flaw) {
        assertThat(OuterDocument.flaw(text)).isEqualTo(flaw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"canary\",\"private_key\":\"canary\"}",
                "{\"kind\":\"Pod\",\"data\":{}}",
                "{\"profiles\":[]}",
                "canary",
                "",
                "{\"a\":"
            })
    void flaw_ofAnythingElse_isNone(String text) {
        assertThat(OuterDocument.flaw(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60})
    void flaw_ofJsonThatIsDeep_isLookedForInItsFirstLayers(int depth) {
        assertThat(OuterDocument.flaw("{\"a\":".repeat(depth) + "\"{}\"" + "}".repeat(depth)))
                .isEmpty();
    }
}
