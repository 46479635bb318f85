package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine with a role of its own, an identity that somebody has set up and not completed is never replaced silently. */
class IncompleteIdentitiesTest {
    private static final String CLI = ".aliyun/config.json";
    private static final String INI = ".alibabacloud/credentials.ini";
    private static final String BASE =
            "{\"name\":\"base\",\"mode\":\"AK\",\"access_key_id\":\"base\",\"access_key_secret\":\"s\"}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(IncompleteIdentitiesTest::machine);

    @TempDir
    private Path home;

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
        profile(members);

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, "machine"))
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
        profile(members);

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<AlibabaCredentials> chain = chain();
            assertThatThrownBy(() -> resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(transport.requests()).isEmpty();
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
        profile(members);

        assertThat(warnings(false, "machine")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://keys.example/", "http://canary.example/", "canary"})
    void serviceOfKeys_thatComesAfterTheMachinesRole_isNamed(String address) {
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", address);

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, "machine"))
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
        key();
        for (String name : List.of(one, other)) {
            variables.put(name, "canary");
        }

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, "env"))
                    .containsExactlyElementsOf(List.of(one, other).stream()
                            .filter(name -> !name.isEmpty())
                            .map(name -> "WARN AlibabaEcsClient ignores " + name
                                    + ", which is set: credentials from an earlier source are used")
                            .toList());
        }
    }

    @Test
    void federatedRole_besideAKey_isNamedOnce() {
        key();
        variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r");
        variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "canary");
        variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "canary");

        assertThat(warnings(false, "env")).singleElement().asString().contains("ignores ALIBABA_CLOUD_ROLE_ARN,");
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
        key();
        variables.put(name, "canary");

        assertThat(warnings(false, "env"))
                .singleElement()
                .asString()
                .contains("AlibabaEcsClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "ALICLOUD_ROLE_OF_TOMORROW, true",
        "ALIBABACLOUD_ACCESS_KEY_FILE, true",
        "ALIBABA_CLOUD_LANGUAGE, false",
        "ALIBABA_CLOUD_ROLE_SESSION_NAME, false"
    })
    void variableThatNobodyKnows_isNamedIfItIsAboutAnIdentity(String name, boolean isNamed) {
        key();
        variables.put(name, "canary");
        CredentialLookup listed = new CredentialLookup(unset -> null, new ListedSettings(variables), home);
        CredentialsSource<AlibabaCredentials> source = AlibabaCredentialsProviders.chain(listed);

        assertThat(CapturedLog.of(() -> Connected.to(transport, time, source).resolve()))
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
        variables.put(id, "STS.canary");
        variables.put(secret, "s");

        assertThat(warnings(false, "machine"))
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            cli | `"proxy_host":"canary","language":"en"` | proxy_host      | the command line's profile
            cli | `"assume_role_arn":"canary"`            | assume_role_arn | the command line's profile
            ini | assume_role_arn = canary                | assume_role_arn | the credentials file's section
            ini | source_profile = canary                 | source_profile  | the credentials file's section
            ini | credentials_uri = canary                | credentials_uri | the credentials file's section
            ini | private_key_file = canary               | private_key_file | the credentials file's section
            ini | region = canary                         | region          | the credentials file's section
            ini | oidc_token_file = /canary               | oidc_token_file | the credentials file's section
            """)
    void entryThatNobodyKnows_isNamedOnce(String file, String entry, String name, String where) throws IOException {
        if (file.equals("cli")) {
            profile("\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\"," + entry);
        } else {
            section("enable = true\ntype = access_key\naccess_key_id = a\naccess_key_secret = s\n" + entry);
        }

        assertThat(warnings(false, "a"))
                .containsExactly(
                        "WARN AlibabaEcsClient ignores " + name + ", which is set: it is no known entry of " + where);
    }

    @ParameterizedTest
    @CsvSource({"enabled = true, enabled", "export enable = true, export enable", "enable = false, ''"})
    void sectionThatIsOffByAMistake_isNamed(String line, String name) throws IOException {
        section(line + "\ntype = access_key\naccess_key_id = a\naccess_key_secret = s\n"
                + (name.isEmpty() ? "unknown = 1" : ""));

        assertThat(warnings(false, "machine"))
                .containsExactlyElementsOf(
                        name.isEmpty()
                                ? List.of()
                                : List.of("WARN AlibabaEcsClient ignores " + name
                                        + ", which is set: it is no known entry of the credentials file's section"));
    }

    @Test
    void sectionThatIsThereTwice_isNamedBeforeTheMachinesRoleIsUsed() throws IOException {
        String old = "type = access_key\naccess_key_id = canary\naccess_key_secret = s\n";
        section("enable = false\n" + old + "[default]\nenable = true\n" + old);

        assertThat(warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("passes over credentials file (the credentials file has enable twice in a section");
    }

    @Test
    void profileThatIsThereTwice_withOtherEntries_isNotChosen() throws IOException {
        String one = "{\"name\":\"main\",\"mode\":\"AK\",\"access_key_id\":\"ID\",\"access_key_secret\":\"s\"}";
        write(
                CLI,
                "{\"current\":\"main\",\"profiles\":[" + one.replace("ID", "canary1") + ","
                        + one.replace("ID", "canary2") + "]}");
        assertThat(warnings(false, "machine"))
                .singleElement()
                .asString()
                .contains("(the command line's configuration has two profiles of one name, with different entries)")
                .doesNotContain("canary");

        write(CLI, "{\"current\":\"main\",\"profiles\":[" + one + "," + one + "]}");
        assertThat(warnings(false, "ID")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"AccessKeyId":"a","AccessKeySecret":"s","SecurityToken":"canary"}              | did not print a key: access_key_id is missing, the names are access_key_id,
            {"access_key_id":"a","access_key_secret":"s","security_token":"canary"}         | did not print a key with its token: the names are
            {"access_key_id":"a","access_key_secret":"s","SessionToken":"canary"}           | did not print a key with its token: the names are
            {"access_key_id":"STS.canary","access_key_secret":"s"}                          | did not print a key with its token: the names are
            {"access_key_id":"a","access_key_secret":"s","mode":"StsToken"}                 | did not print a key with its token: the names are
            {"access_key_id":"a","Access_Key_Id":"canary","access_key_secret":"s"}          | printed access_key_id twice, in different case and with
            {"access_key_id":"a","access_key_secret":"s","sts_token":"t","STS_TOKEN":"u"}   | printed sts_token twice, in different case and with
            """)
    void keyOfAProgram_underOtherNames_isRefusedWithTheProperOnes(String printed, String reason) throws Exception {
        Path file = write("printed.json", printed);
        profile("\"mode\":\"External\",\"process_command\":\"/bin/cat " + file + "\"");

        assertThat(warnings(false, "machine"))
                .filteredOn(line -> line.contains("passes over"))
                .singleElement()
                .asString()
                .contains("(the program " + reason)
                .doesNotContain("canary");
    }

    @Test
    void keyOfAProgram_thatPrintsAWholeProfile_isTakenSilently() throws Exception {
        Path file = write(
                "printed.json",
                "{\"name\":\"p\",\"mode\":\"StsToken\",\"access_key_id\":\"STS.p\",\"access_key_secret\":\"s\","
                        + "\"sts_token\":\"t\",\"region_id\":\"cn-hangzhou\",\"language\":\"en\","
                        + "\"expiration\":\"2026-01-01T01:00:00Z\",\"access_token\":\"x\"}");
        profile("\"mode\":\"External\",\"process_command\":\"/bin/cat " + file + "\"");

        assertThat(warnings(false, "STS.p")).isEmpty();
    }

    @Test
    void keyOfAService_withANameTwice_isRefused() {
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "https://twice.example/");

        assertThatThrownBy(() -> chain().resolve())
                .hasMessageContaining("the response has AccessKeyId twice, in different case and with different values")
                .hasMessageNotContaining("canary");
    }

    private List<String> warnings(boolean async, String id) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<AlibabaCredentials> chain = chain();
                    for (int i = 0; i < 2; i++) {
                        assertThat(resolved(chain, async).accessKeyId()).isEqualTo(id);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private static AlibabaCredentials resolved(CredentialsProvider<AlibabaCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, variables::get, home)));
    }

    private void key() {
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "env");
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
    }

    private void profile(String members) throws IOException {
        write(CLI, "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + members + "}," + BASE + "]}");
    }

    private void section(String lines) throws IOException {
        write(INI, "[default]\n" + lines + "\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The machine has a role, and one service gives two keys at once. */
    private static HttpResponse machine(HttpRequest request) {
        String more = request.uri().getHost().equals("twice.example") ? "\"accesskeyid\":\"canary\"," : "";
        String path = request.uri().getPath();
        String body = path.endsWith("/token")
                ? "session"
                : path.endsWith("security-credentials/")
                        ? "worker"
                        : "{\"Code\":\"Success\"," + more + "\"AccessKeyId\":\"machine\",\"AccessKeySecret\":\"s\","
                                + "\"SecurityToken\":\"t\",\"Expiration\":\"2026-01-01T01:00:00Z\"}";
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
