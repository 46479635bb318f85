package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.AlibabaEndpointMode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each entry of a profile, and the variables that say which file and which profile it is. */
class ProfileEntriesTest {
    private static final String KEY = "access_key_id = a\naccess_key_secret = s\n";
    private static final String ROLE = "role_arn = acs:ram::1:role/copier\n";
    private static final AlibabaCredentials NEW =
            AlibabaCredentials.sts("STS.new", "s", "t", Instant.parse("2026-01-01T01:00:00Z"));

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time)
            .answer(
                    200,
                    "{\"Code\":\"Success\",\"Credentials\":{\"AccessKeyId\":\"STS.new\",\"AccessKeySecret\":\"s\","
                            + "\"SecurityToken\":\"t\",\"Expiration\":\"2026-01-01T01:00:00Z\"}}");

    @TempDir
    private Path home;

    @Test
    void configFile_ofTheVariable_isReadInsteadOfTheOneInTheHomeFolder() throws IOException {
        cli(".aliyun/config.json", "home", "");
        variables.put(
                "ALIBABA_CLOUD_CONFIG_FILE", cli("other.json", "other", "").toString());

        assertThat(chain().resolve().accessKeyId()).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({
        "ALIBABA_CLOUD_IGNORE_PROFILE, TRUE",
        "ALIBABA_CLOUD_IGNORE_PROFILE, true",
        "ALIBABACLOUD_IGNORE_PROFILE, TRUE",
        "ALIBABACLOUD_IGNORE_PROFILE, '\"1\"'"
    })
    void profile_thatAVariableIgnores_isNotRead(String name, String value) throws IOException {
        cli(".aliyun/config.json", "home", "");
        variables.put(name, value);
        variables.put("ALIBABA_CLOUD_PROFILE", "main");
        variables.put("ALICLOUD_ACCESS_KEY", "tool");
        variables.put("ALICLOUD_SECRET_KEY", "s");

        assertThat(chain().resolve().accessKeyId()).isEqualTo("tool");
    }

    @Test
    void files_thatAreConfused_areToldWhereTheyBelong() throws IOException {
        Path json = cli("other.json", "canary", "");
        Path ini = write("other.ini", "[default]\nenable = true\ntype = access_key\naccess_key_id = canary\n");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_FILE", json.toString());
        variables.put("ALIBABA_CLOUD_CONFIG_FILE", ini.toString());
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");

        assertThatThrownBy(chain()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the credentials file must have sections, but is JSON,"
                        + " which belongs in ALIBABA_CLOUD_CONFIG_FILE")
                .hasMessageContaining("the command line's configuration must be JSON, but is a file with sections,"
                        + " which belongs in ALIBABA_CLOUD_CREDENTIALS_FILE")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({"access_key, t", "sts, t", "STS, t", "access_key, ''"})
    void section_withAToken_givesATemporaryKey(String type, String token) throws IOException {
        AlibabaCredentials key = section("type = " + type + "\nsecurity_token = " + token + "\n" + KEY);

        assertThat(key)
                .isEqualTo(
                        token.isEmpty()
                                ? AlibabaCredentials.accessKey("a", "s")
                                : AlibabaCredentials.sts("a", "s", "t"));
    }

    @Test
    void section_ofARole_sendsTheTokenTheExternalIdAndTheDuration() throws IOException {
        AlibabaCredentials key = section("type = ram_role_arn\nsecurity_token = base-token\nexternal_id = ext\n"
                + "role_session_expiration = 900\n" + KEY + ROLE);

        assertThat(key).isEqualTo(NEW);
        assertThat(transport.requests().get(0).headers().first("x-acs-security-token"))
                .contains("base-token");
        assertThat(asked()).contains("ExternalId=ext").contains("DurationSeconds=900");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "5", "99999999"})
    void section_withADurationThatIsNone_saysSo(String seconds) {
        assertThatThrownBy(
                        () -> section("type = ram_role_arn\nrole_session_expiration = " + seconds + "\n" + KEY + ROLE))
                .isInstanceOf(CredentialsException.class)
                .hasMessageMatching(".*(role_session_expiration must be a number|duration must be 15 minutes).*")
                .hasMessageNotContaining("canary");
    }

    @Test
    void cli_ofModeAkWithAToken_takesTheToken() throws IOException {
        cli(".aliyun/config.json", "STS.a", ",\"sts_token\":\"t\"");

        assertThat(chain().resolve()).isEqualTo(AlibabaCredentials.sts("STS.a", "s", "t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "process_command":"/no/such/program"                                          | the program could not be run
            "oidc_provider_arn":"p","oidc_token_file":"/none","ram_role_arn":"acs:ram::1:role/r" | the token file does not exist
            "cloud_sso_sign_in_url":"https://signin.example/"                             | the CloudSSO login has ended
            """)
    void cli_withoutAModeAndAKey_isOfTheModeOfItsEntries(String members, String reason) throws IOException {
        write(
                ".aliyun/config.json",
                "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"\"," + members + "}]}");
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");

        assertThatThrownBy(chain()::resolve).hasMessageContaining(reason);
    }

    @Test
    void entries_thatNameAnotherPlace_areNamedOnceForEachClient() throws IOException {
        cli(
                ".aliyun/config.json",
                "a",
                ",\"region_id\":\"cn-canary\",\"endpoint\":\"canary.example\",\"endpoint_type\":\"vpc\"");

        assertThat(warnings(builder -> builder))
                .containsExactly(
                        "WARN AlibabaEcsClient ignores region_id, which is set: name the region with"
                                + " AlibabaEcsClient.Builder.region",
                        "WARN AlibabaEcsClient ignores endpoint, which is set: name the address with"
                                + " AlibabaEcsClient.Builder.endpoint or endpointMode",
                        "WARN AlibabaEcsClient ignores endpoint_type, which is set: name the address with"
                                + " AlibabaEcsClient.Builder.endpoint or endpointMode");
        assertThat(warnings(builder -> builder.region("cn-canary").endpointMode(AlibabaEndpointMode.VPC)))
                .isEmpty();
    }

    @Test
    void regionOfAProfile_inAnotherLetterCase_isTheSame() throws IOException {
        cli(".aliyun/config.json", "a", ",\"region_id\":\"CN-Hangzhou\"");

        assertThat(warnings(builder -> builder)).isEmpty();
    }

    @Test
    void entriesOfASection_thatNameAnotherPlace_areNamed() throws IOException {
        write(
                ".alibabacloud/credentials.ini",
                "[default]\nenable = true\ntype = access_key\nregion_id = cn-beijing\nendpoint = x\n" + KEY);

        assertThat(warnings(builder -> builder))
                .hasSize(2)
                .allMatch(line -> line.matches("WARN AlibabaEcsClient ignores (region_id|endpoint), which is set: .*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "ram_role_arn":"canary"                                                        | ram_role_arn      | the mode of the profile does not use it
            "mode":"StsToken","sts_token":"t","ram_role_arn":"canary"                      | ram_role_arn      | the mode of the profile does not use it
            "mode":"","sts_token":"t","ram_role_arn":"canary"                              | ram_role_arn      | the mode of the profile does not use it
            "ram_role_name":"canary"                                                       | ram_role_name     | the mode of the profile does not use it
            "source_profile":"canary"                                                      | source_profile    | the mode of the profile does not use it
            "oidc_provider_arn":"canary"                                                   | oidc_provider_arn | the mode of the profile does not use it
            "credentials_uri":"canary"                                                     | credentials_uri   | the mode of the profile does not use it
            "process_command":"canary"                                                     | process_command   | the mode of the profile does not use it
            "oidc_token_file":"canary"                                                     | oidc_token_file   | the mode of the profile does not use it
            "bearer_token":"canary"                                                        | bearer_token      | the mode of the profile does not use it
            "private_key":"canary"                                                         | private_key       | the mode of the profile does not use it
            "security_token":"canary"                                                      | security_token    | the name in this file is sts_token
            "session_token":"canary"                                                       | session_token     | the name in this file is sts_token
            "role_arn":"canary"                                                            | role_arn          | the name in this file is ram_role_arn
            """)
    void identityOfAProfile_thatHasNoEffect_isNamedOnce(String members, String name, String advice) throws IOException {
        String mode = members.startsWith("\"mode\"") ? "" : "\"mode\":\"AK\",";
        write(
                ".aliyun/config.json",
                "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"access_key_id\":\"a\","
                        + "\"access_key_secret\":\"s\"," + mode + members + "}]}");

        assertThat(warnings(builder -> builder))
                .containsExactly("WARN AlibabaEcsClient ignores " + name + ", which is set: " + advice);
    }

    @Test
    void identityOfASourceProfile_thatHasNoEffect_isNamedToo() throws IOException {
        Path file = write(
                "config.json",
                "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"ChainableRamRoleArn\","
                        + "\"source_profile\":\"base\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"access_key_id\":\"canary\"},"
                        + "{\"name\":\"base\",\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\","
                        + "\"security_token\":\"canary\"}]}");

        List<String> said = CapturedLog.of(
                connected(new CliProfile(lookup(), file, Optional.empty()), builder -> builder)::resolve);

        assertThat(said)
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly(
                        "WARN AlibabaEcsClient ignores access_key_id, which is set: the mode of the profile does not"
                                + " use it",
                        "WARN AlibabaEcsClient ignores security_token, which is set: the name in this file is"
                                + " sts_token");
    }

    @ParameterizedTest
    @CsvSource({
        "role_arn, the type of the section does not use it",
        "role_name, the type of the section does not use it",
        "oidc_provider_arn, the type of the section does not use it",
        "oidc_token_file_path, the type of the section does not use it",
        "bearer_token, the type of the section does not use it",
        "sts_token, the name in this file is security_token",
        "session_token, the name in this file is security_token",
        "ram_role_arn, the name in this file is role_arn",
        "ram_role_name, the name in this file is role_name"
    })
    void identityOfASection_thatHasNoEffect_isNamedOnce(String name, String advice) throws IOException {
        write(
                ".alibabacloud/credentials.ini",
                "[default]\nenable = true\ntype = access_key\n" + name + " = canary\n" + KEY);

        assertThat(warnings(builder -> builder))
                .containsExactly("WARN AlibabaEcsClient ignores " + name + ", which is set: " + advice);
    }

    @ParameterizedTest
    @CsvSource({"access_key, sts_token", "access_key, session_token", "ram_role_arn, sts_token"})
    void temporaryKeyOfASection_whoseTokenHasAnotherName_isRefused(String type, String name) {
        assertThatThrownBy(() -> section("type = " + type + "\naccess_key_id = STS.a\naccess_key_secret = s\n" + name
                        + " = canary\n" + ROLE))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the access key is temporary, and its token is in " + name
                        + ": the name in this file is security_token")
                .hasMessageNotContaining("canary");
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"security_token", "session_token"})
    void temporaryKeyOfAProfile_whoseTokenHasAnotherName_isRefused(String name) throws IOException {
        Path file = cli("config.json", "STS.a", ",\"" + name + "\":\"canary\"");

        assertThatThrownBy(connected(new CliProfile(lookup(), file, Optional.empty()), builder -> builder)::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("its token is in " + name + ": the name in this file is sts_token")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_key_id", "sts_token", "mode"})
    void nameThatIsThereTwice_inDifferentCaseAndWithDifferentValues_isRefused(String name) throws IOException {
        String twice = ",\"sts_token\":\"t\",\"" + name.toUpperCase(Locale.ROOT) + "\":\"canary\"";
        Path file = cli("config.json", "a", twice);

        assertThatThrownBy(connected(new CliProfile(lookup(), file, Optional.empty()), builder -> builder)::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the command line's configuration has " + name
                        + " twice, in different case and with different values")
                .hasMessageNotContaining("canary");
    }

    @Test
    void nameThatIsThereTwice_withTheSameValue_isRead() throws IOException {
        cli(".aliyun/config.json", "a", ",\"Access_Key_Id\":\"a\"");

        assertThat(chain().resolve().accessKeyId()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tool\"", "'tool'", " \"tool\" ", "\" tool \""})
    void variable_inQuotes_isReadWithoutThem(String value) {
        variables.put("ALICLOUD_ACCESS_KEY", value);
        variables.put("ALICLOUD_SECRET_KEY", value);
        variables.put("ALICLOUD_SECURITY_TOKEN", value);

        assertThat(chain().resolve()).isEqualTo(AlibabaCredentials.sts("tool", "tool", "tool"));
    }

    private AlibabaCredentials section(String lines) throws IOException {
        Path file = write("my.ini", "[default]\nenable = true\n" + lines);
        return connected(new CredentialsFile(lookup(), file, Optional.empty()), builder -> builder)
                .resolve();
    }

    private String asked() {
        return transport.requests().get(0).target()
                + new String(transport.requests().get(0).body(), StandardCharsets.UTF_8);
    }

    private List<String> warnings(UnaryOperator<AlibabaEcsClient.Builder> settings) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<AlibabaCredentials> chain =
                            connected(AlibabaCredentialsProviders.chain(lookup()), settings);
                    chain.resolve();
                    chain.invalidate(chain.resolve());
                    chain.resolve();
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return connected(AlibabaCredentialsProviders.chain(lookup()), builder -> builder);
    }

    private CredentialsProvider<AlibabaCredentials> connected(
            CredentialsSource<AlibabaCredentials> source, UnaryOperator<AlibabaEcsClient.Builder> settings) {
        return Connected.to(transport, time, source, settings);
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, variables::get, home);
    }

    private Path cli(String name, String id, String members) throws IOException {
        return write(
                name,
                "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"AK\",\"access_key_id\":\"" + id
                        + "\",\"access_key_secret\":\"s\"" + members + "}]}");
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
