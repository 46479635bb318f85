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
            {"apiVersion":"v1","kind":"Secret","data":{"key.json":"eyJpZCI6ICJjYW5hcnkifQ=="}} | a Kubernetes Secret manifest: give the decoded value of its entry alone
            {"kind":"Secret","stringData":{"key.json":"canary"}}                               | a Kubernetes Secret manifest: give the decoded value of its entry alone
            {"key":{"sensitive":true,"type":"string","value":"{}"}}                            | the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)
            {"sensitive":true,"type":"string","value":"{}"}                                    | the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)
            {"data":"ENC[AES256_GCM,data:canary]","sops":{"version":"3.9.0"}}                   | a file that sops has encrypted: give the decrypted one
            {"SecretName":"canary","SecretData":"{\\"id\\":\\"canary\\"}"}                     | JSON around a key: give the text with the key alone, without the JSON around it
            {"version":{"secret_string":"eyJpZCI6ICJjYW5hcnkifQ=="}}                           | JSON around a key: give the text with the key alone, without the JSON around it
            {"apiVersion":"v1","kind":"ConfigMap","data":{"key.json":"canary"}}                | a Kubernetes ConfigMap manifest: give the value of its entry alone
            {"apiVersion":"v1","kind":"Pod"}                                                   | a Kubernetes manifest
            {"type":"service_account","private_key_id":"canary","private_key":"-----BEGIN PRIVATE KEY-----","client_email":"canary"} | the key of a service account of Google Cloud
            {"private_key_id":"canary","client_email":"canary"}                                | the key of a service account of Google Cloud
            {"type":"authorized_user","client_id":"canary","client_secret":"canary","refresh_token":"canary"} | credentials of Google Cloud
            {"type":"external_account","audience":"canary"}                                    | credentials of Google Cloud
            {"AccessKey":{"AccessKeyId":"canary","SecretAccessKey":"canary"}}                  | an access key of AWS
            {"Credentials":{"AccessKeyId":"canary","SecretAccessKey":"canary","SessionToken":"canary"}} | an access key of AWS
            {"Version":1,"AccessKeyId":"canary","SecretAccessKey":"canary"}                    | an access key of AWS
            {"appId":"canary","displayName":"canary","password":"canary","tenant":"canary"}    | a service principal of Azure
            {"clientId":"canary","clientSecret":"canary","tenantId":"canary"}                  | a service principal of Azure
            {"accessToken":"canary","expiresOn":"canary","tenant":"canary","tokenType":"Bearer"} | an access token of Azure
            {"AccessKeyId":"canary","AccessKeySecret":"canary"}                                | an access key of Alibaba Cloud
            {"credential":{"access":"canary","secret":"canary","securitytoken":"canary"}}      | an access key of Huawei Cloud
            {"id":"canary","service_account_id":"canary","private_key":"canary"}               | an authorized key of Yandex Cloud
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
                "{\"type\":\"canary\",\"client_id\":\"canary\"}",
                "kind: Secret",
                "id: canary\nkind: Secret",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            apiVersion: v1/kind: Secret/data:/  key.json: canary                            | a Kubernetes Secret manifest: give the decoded value of its entry alone
            ---/apiVersion: "v1" # canary/kind: "Secret" # canary/stringData:/  key: canary | a Kubernetes Secret manifest: give the decoded value of its entry alone
            kind: Secret/data:/  key: canary                                                | a Kubernetes Secret manifest: give the decoded value of its entry alone
            apiVersion: v1/kind: ConfigMap/data:/  key: canary                              | a Kubernetes ConfigMap manifest: give the value of its entry alone
            apiVersion: v1/kind: canary/data:/  key: canary                                 | a Kubernetes manifest
            apiVersion: v1/kind: List/items:/- kind: Secret                                 | a Kubernetes manifest
            """)
    void flaw_ofAManifestInYaml_saysWhatToTakeOutOfIt(String text, String flaw) {
        assertThat(OuterDocument.flaw(text.replace('/', '\n'))).isEqualTo(flaw);
        assertThat(OuterDocument.flaw("\ufeff" + text.replace("/", "\r\n"))).isEqualTo(flaw);
        assertThat(SettingJson.refused(text.replace('/', '\n'), "the key"))
                .hasMessage("the key must be JSON, but is " + flaw);
    }
}
