package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has put into the file of an authorized key instead of one. */
class KeyFileContentTest {
    private static final String NO_KEY = "this is not an authorized key: an authorized key is a JSON file";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            -----BEGIN PRIVATE KEY-----/canary/-----END PRIVATE KEY-----                 | ; this is a PEM block, which belongs in YC_PRIVATE_KEY
            LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCmNhbmFyeQ==                             | ; this is a PEM block in base64, which belongs in YC_PRIVATE_KEY
            UExFQVNFIERPIE5PVCBSRU1PVkUgVEhJUyBMSU5FISBjYW5hcnk=                         | ; this is a PEM block in base64, which belongs in YC_PRIVATE_KEY
            PLEASE DO NOT REMOVE THIS LINE! canary/-----BEGIN PRIVATE KEY-----/canary/-----END PRIVATE KEY----- | ; this is a PEM block, which belongs in YC_PRIVATE_KEY
            Bag Attributes/  canary: 1/-----BEGIN PRIVATE KEY-----/canary/-----END PRIVATE KEY----- | ; this is a PEM block, which belongs in YC_PRIVATE_KEY
            -----BEGIN OPENSSH PRIVATE KEY-----/canary/-----END OPENSSH PRIVATE KEY----- | ``
            id: canary/private_key: -----BEGIN PRIVATE KEY-----                          | ``
            id: canary/service_account_id: canary                                        | ``
            {"id": "canary",}                                                            | , but it has a comma before a closing bracket
            {“id”: "canary"}                                                             | , but it has a typographic quote (U+201C) in line 1, column 2
            apiVersion: v1/kind: Secret/data:/  key.json: canary                         | ; this is a Kubernetes Secret manifest: give the decoded value of its entry alone
            <!DOCTYPE html><html><body>canary<br>                                        | ; this holds HTML or XML
            <?xml version="1.0"?>                                                        | ; this holds HTML or XML
            <canary>                                                                     | ; this holds a placeholder in place of the value
            {{ vault.key }}                                                              | ; this holds a placeholder in place of the value
            t1.canary_canary-canary.canary                                               | ; this is an IAM token, which belongs in YC_IAM_TOKEN
            eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary                       | ; this is a JSON web token, which belongs in a file that YANDEX_SA_TOKEN_FILE names
            """)
    void parse_ofSomethingElse_saysWhatItIsAndWhereItBelongs(String content, String advice) {
        assertThatThrownBy(() -> AuthorizedKey.parse(content.replace('/', '\n') + "\n"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage(NO_KEY + advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"apiKey": {"id": "k"}, "secret": "AQVNcanary"}       | this is an API key
            {"accessKey": {"id": "k"}, "secret": "YCcanary"}      | this is a static access key
            {"access_token": "t1.canary", "expires_in": 43200}    | this is no authorized key, but a response with an IAM token: put its access_token into YC_IAM_TOKEN
            {"entries": [{"key": "sa.json", "textValue": "canary"}], "versionId": "canary"} | this is no authorized key, but the payload of a Lockbox secret: give the text_value of the entry with the key alone
            {"entries": [{"key": "sa.json", "textValue": "canary"}]} | this is no authorized key, but the payload of a Lockbox secret
            {"kind": "Secret", "data": {"key.json": "canary"}}    | this is no authorized key, but a Kubernetes Secret manifest: give the decoded value of its entry alone
            {"key": {"sensitive": true, "type": "string", "value": "canary"}} | this is no authorized key, but the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)
            {"sa_key": {"sensitive": true, "type": "string", "value": "canary"}} | this is no authorized key, but the outputs of Terraform
            {"type": "service_account", "private_key_id": "canary", "private_key": "-----BEGIN PRIVATE KEY-----canary", "client_email": "canary"} | this is no authorized key, but the key of a service account of Google Cloud
            {"AccessKey": {"AccessKeyId": "canary", "SecretAccessKey": "canary"}} | this is no authorized key, but an access key of AWS
            {"clientId": "canary", "clientSecret": "canary", "tenantId": "canary"} | this is no authorized key, but a service principal of Azure
            {"id": "k", "service_account_id": "sa", "private_key": "ENC[AES256_GCM,data:canary]"} | private_key is not a complete PEM block (BEGIN PRIVATE KEY … END PRIVATE KEY): this holds a value that sops has encrypted: give the decrypted one
            {"id": "ENC[AES256_GCM,data:canary]", "service_account_id": "sa", "private_key": "-----BEGIN PRIVATE KEY-----,canary,-----END PRIVATE KEY-----"} | private_key is not PEM
            {"payload": "{}"}                                     | this is no authorized key, but JSON around a key: give the text with the key alone, without the JSON around it
            {"id": " ", "service_account_id": "sa", "private_key": "canary"} | the authorized key has no id
            {"id": "k", "service_account_id": " ", "private_key": "canary"}  | the authorized key has no service_account_id
            {"id": "k", "service_account_id": "sa", "private_key": "-----BEGIN PRIVATE KEY-----,canary,-----END PRIVATE KEY-----"} | private_key is not PEM: its content is not base64
            """)
    void parse_ofAnotherDocument_saysWhatItIs(String content, String reason) {
        assertThatThrownBy(() -> AuthorizedKey.parse(content))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith(reason)
                .hasMessageNotContaining("canary");
    }

    @Test
    void parse_ofIdsWithSpacesAroundThem_readsThemWithout() {
        String json =
                Keys.file("k", "sa", Keys.rsa()).replace("\"k\"", "\" k\\n\"").replace("\"sa\"", "\"sa \"");

        AuthorizedKey key = AuthorizedKey.parse(json);

        assertThat(key.id()).isEqualTo("k");
        assertThat(key.serviceAccountId()).isEqualTo("sa");
    }

    @Test
    void parse_ofAKeyWithCharactersThatCannotBeSeen_readsItWithoutThem() {
        String json = Keys.file("k", "sa", Keys.rsa());

        AuthorizedKey key = AuthorizedKey.parse(
                json.replace("\":", "\u200b\"\u00a0:\u00a0").replace("KEY-----\\n", "KEY-----\u200b\\n"));

        assertThat(key.id()).isEqualTo("k");
    }

    @Test
    void parse_ofAKeyWhosePublicKeyIsDamaged_namesThat() {
        String json = Keys.file("k", "sa", Keys.rsa())
                .replaceFirst("(KEY-----)[^-]+(-----END PUBLIC KEY)", "$1\\\\nMIIB\\\\n$2");

        assertThatThrownBy(() -> AuthorizedKey.parse(json))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("public_key contains no readable RSA key");
    }
}
