package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine with a role of its own, an identity that somebody has set up and not completed is never replaced silently. */
class IncompleteIdentitiesTest {
    private MachineWithARole machine;

    @BeforeEach
    void begin(@TempDir Path home) {
        machine = new MachineWithARole(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AK","process_command":"/bin/canary"                 | access_key_id is not set
            "mode":"AK","credentials_uri":"https://canary.example/"     | access_key_id is not set
            "credentials_uri":"https://canary.example/"                 | access_key_id is not set
            "mode":"AK","source_profile":"base"                         | access_key_id is not set
            "source_profile":"base"                                     | access_key_id is not set
            "mode":"ak","external_id":"canary"                          | access_key_id is not set
            "mode":"","oidc_token_file":"/canary"                       | access_key_id is not set
            "mode":"AK","private_key":"canary"                          | access_key_id is not set
            "mode":"AK","a_name_of_tomorrow":"canary"                   | access_key_id is not set
            "mode":"AK","policy":"canary"                               | access_key_id is not set
            "mode":"StsToken"                                           | access_key_id is not set
            "mode":"External"                                           | process_command is not set
            "mode":"CredentialsURI"                                     | credentials_uri is not set
            "mode":"OAuth"                                              | the key of the OAuth login has ended
            "mode":"AK","access_key_id":"STS.a","access_key_secret":"s" | the access key is temporary (STS.), but sts_token is not set
            """)
    void profileWithAnyEntry_isNamedBeforeTheMachinesRoleIsUsed(String members, String reason) throws IOException {
        machine.profile(members);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine"))
                    .filteredOn(line -> line.contains("passes over"))
                    .singleElement()
                    .asString()
                    .contains("passes over command line profile (" + reason)
                    .endsWith("and uses instance metadata")
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AK","ram_role_arn":"acs:ram::1:role/r"                          | ram_role_arn
            "ram_role_arn":"acs:ram::1:role/r"                                      | ram_role_arn
            "ram_role_arn":"acs:ram::1:role/r","source_profile":"base"              | ram_role_arn
            "mode":"StsToken","ram_role_arn":"acs:ram::1:role/r"                    | ram_role_arn
            "mode":"AK","ram_role_name":"canary"                                    | ram_role_name
            "mode":"AK","access_key_id":"a","ram_role_arn":"acs:ram::1:role/r"      | ram_role_arn
            "mode":"ChainableRamRoleArn","source_profile":"base"                    | ram_role_arn
            "mode":"ChainableRamRoleArn","access_key_id":"a","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/r" | ram_role_arn
            "mode":"RamRoleArn","access_key_id":"STS.a","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/r"      | ram_role_arn
            """)
    void profileWithARole_thatIsIncomplete_endsTheChain(String members, String name) throws IOException {
        machine.profile(members);

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<AlibabaCredentials> chain = machine.chain();
            assertThatThrownBy(() -> MachineWithARole.resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(machine.transport().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mode\":\"AK\",\"access_key_id\":\"\",\"access_key_secret\":\"\",\"sts_token\":\"\",\"ram_role_name\":\"\","
                        + "\"ram_role_arn\":\"\",\"ram_session_name\":\"\",\"source_profile\":\"\",\"private_key\":\"\","
                        + "\"key_pair_name\":\"\",\"expired_seconds\":0,\"verified\":\"\",\"region_id\":\"\","
                        + "\"output_format\":\"json\",\"language\":\"en\",\"site\":\"\",\"retry_timeout\":0,\"retry_count\":0,"
                        + "\"process_command\":\"\",\"credentials_uri\":\"\",\"cloud_sso_access_token_expire\":0",
                "\"mode\":\"\",\"expired_seconds\":900,\"region_id\":\"cn-hangzhou\",\"language\":\"zh\"",
                "\"mode\":\"ak\"",
            })
    void profileAsTheCommandLineWritesIt_isPassedOverSilently(String members) throws IOException {
        machine.profile(members);

        assertThat(machine.warnings(false, "machine")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://keys.example/", "http://canary.example/", "canary"})
    void serviceOfKeys_thatComesAfterTheMachinesRole_isNamed(String address) {
        machine.variables().put("ALIBABA_CLOUD_CREDENTIALS_URI", address);

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "machine"))
                    .containsExactly("WARN AlibabaEcsClient ignores ALIBABA_CLOUD_CREDENTIALS_URI, which is set:"
                            + " credentials from an earlier source are used");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ''",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE, ''",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE"
    })
    void partsOfAFederatedRole_besideAKey_areNamed(String one, String other) {
        machine.key();
        for (String name : List.of(one, other)) {
            machine.variables().put(name, "canary");
        }

        for (boolean async : List.of(true, false)) {
            assertThat(machine.warnings(async, "env"))
                    .containsExactlyElementsOf(List.of(one, other).stream()
                            .filter(name -> !name.isEmpty())
                            .map(name -> "WARN AlibabaEcsClient ignores " + name
                                    + ", which is set: credentials from an earlier source are used")
                            .toList());
        }
    }

    @Test
    void federatedRole_besideAKey_isNamedOnce() {
        machine.key();
        machine.variables().put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r");
        machine.variables().put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "canary");
        machine.variables().put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "canary");

        assertThat(machine.warnings(false, "env"))
                .singleElement()
                .asString()
                .contains("ignores ALIBABA_CLOUD_ROLE_ARN,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALICLOUD_OIDC_PROVIDER_ARN",
                "ALICLOUD_OIDC_TOKEN_FILE",
                "ALICLOUD_OIDC_TOKEN_FILE_PATH",
                "ALICLOUD_OIDC_ROLE_ARN",
                "ALICLOUD_CROSS_ACCOUNT_ROLE_ARN",
                "ALICLOUD_REMOTE_ROLE_ARN",
                "ALICLOUD_STS_ENDPOINT",
                "ALICLOUD_ACCOUNT_ID",
                "ALIBABA_CLOUD_ROLE_NAME",
                "ALIYUN_ROLE_ARN"
            })
    void variableOfAnotherTool_isNamed(String name) {
        machine.key();
        machine.variables().put(name, "canary");

        assertThat(machine.warnings(false, "env"))
                .singleElement()
                .asString()
                .contains("AlibabaEcsClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "ALICLOUD_TARGET_ROLE_ARN, true",
        "ALICLOUD_ROLE_OF_TOMORROW, false",
        "ALIBABACLOUD_ACCESS_KEY_FILE, true",
        "ALIBABA_CLOUD_LANGUAGE, false",
        "ALIBABA_CLOUD_ROLE_SESSION_NAME, false"
    })
    void variableThatNobodyKnows_isNamedIfItIsAboutAnIdentity(String name, boolean isNamed) {
        machine.key();
        machine.variables().put(name, "canary");
        CredentialLookup listed =
                new CredentialLookup(unset -> null, new ListedSettings(machine.variables()), machine.home());
        CredentialsSource<AlibabaCredentials> source = AlibabaCredentialsProviders.chain(listed);

        assertThat(CapturedLog.of(() -> Connected.to(machine.transport(), machine.time(), source)
                        .resolve()))
                .filteredOn(line -> line.startsWith("WARN"))
                .isEqualTo(
                        isNamed
                                ? List.of("WARN AlibabaEcsClient ignores " + name
                                        + ", which is set: this client knows no such variable")
                                : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN",
        "ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, ALICLOUD_SECURITY_TOKEN or ALIBABACLOUD_SECURITY_TOKEN"
    })
    void temporaryKeyOfVariables_withoutItsToken_isNotSent(String id, String secret, String token) {
        machine.variables().put(id, "STS.canary");
        machine.variables().put(secret, "s");

        assertThat(machine.warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("(the access key is temporary (STS.), but " + token + " is not set)")
                .doesNotContain("canary");
    }

    @Test
    void temporaryKeyOfTheProgram_withoutItsToken_isRefused() {
        assertThatThrownBy(() -> AlibabaCredentials.accessKey("STS.canary", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "AlibabaCredentials: securityToken is required, since an accessKeyId that begins with STS. is"
                                + " temporary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            accessKeyId     | null               | holds a placeholder
            accessKeyId     | your-access-key-id | holds a placeholder
            accessKeySecret | <secret>           | holds a placeholder
            accessKeySecret | ${SECRET}          | holds a placeholder
            accessKeySecret | s\u200bcanary      | holds characters that cannot be seen
            accessKeySecret | /run/secrets/key   | holds the path of a file
            accessKeySecret | https://a.example/ | holds an address
            accessKeySecret | {"canary":1}       | holds JSON, which is no secret
            accessKeySecret | two canaries       | must be visible ASCII without spaces
            securityToken   | undefined          | holds a placeholder
            securityToken   | canary%2Bcanary    | is percent-encoded
            securityToken   | Bearer canary      | begins with the word Bearer
            """)
    void partOfAKey_thatCannotBeOne_isRefusedByItsName(String part, String value, String flaw) {
        assertThatThrownBy(() -> AlibabaCredentials.sts(
                        part.equals("accessKeyId") ? value : "a",
                        part.equals("accessKeySecret") ? value : "s",
                        part.equals("securityToken") ? value : "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part + " " + flaw)
                .hasMessageNotContaining("canary");
    }
}
