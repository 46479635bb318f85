package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles and variables as the vendor's tools write them. */
class ToolProfilesTest {
    private static final String KEY = "\"AccessKeyId\":\"STS.new\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
            + "\"Expiration\":\"2026-01-01T01:00:00Z\"";
    private static final AlibabaCredentials NEW =
            AlibabaCredentials.sts("STS.new", "s", "t", Instant.parse("2026-01-01T01:00:00Z"));
    private static final String ROLE = "\"ram_role_arn\":\"acs:ram::1:role/copier\"";

    /** Seconds before and after {@link ManualTimeSource#START}. */
    private static final long PAST = ManualTimeSource.START.getEpochSecond() - 1;

    private static final long FUTURE = ManualTimeSource.START.getEpochSecond() + 60;

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time)
            .answer(
                    200,
                    "{\"Code\":\"Success\",\"Credentials\":{" + KEY + "},\"CloudCredential\":{" + KEY + "}," + KEY
                            + "}");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"CredentialsURI", "credentialsuri"})
    void cli_ofModeCredentialsUri_asksThere(String mode) throws IOException {
        profile("\"mode\":\"" + mode + "\",\"credentials_uri\":\"https://keys.example/of?who=me\"");

        assertThat(cli().resolve()).isEqualTo(NEW);
        assertThat(asked().uri()).hasToString("https://keys.example/of?who=me");
    }

    @Test
    void cli_ofModeCredentialsUriWithoutOne_takesTheVariables() throws IOException {
        profile("\"mode\":\"CredentialsURI\"");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example/");

        assertThat(cli().resolve()).isEqualTo(NEW);
    }

    @Test
    void cli_ofModeRamRoleArnWithRoleName_takesTheRoleOnFromTheInstance() throws IOException {
        FakeTransport instance = new FakeTransport(time)
                .answer(200, "a-session")
                .answer(200, "{\"Code\":\"Success\"," + KEY.replace("STS.new", "STS.instance") + "}")
                .answer(200, "{\"Credentials\":{" + KEY + "}}");
        profile("\"mode\":\"RamRoleArnWithRoleName\",\"ram_role_name\":\"worker\"," + ROLE);

        assertThat(connected(instance, cliSource()).resolve()).isEqualTo(NEW);
        assertThat(instance.requests().get(2).uri()).hasHost("sts.aliyuncs.com");
        assertThat(instance.requests().get(2).headers().first("Authorization"))
                .hasValueSatisfying(header -> assertThat(header).contains("Credential=STS.instance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RsaKeyPair", "BearerToken", "Anonymous"})
    void cli_ofAModeThatIsNotSupported_namesIt(String mode) throws IOException {
        profile("\"mode\":\"" + mode + "\"");

        assertThatThrownBy(cli()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("has the mode " + mode + ", which is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "access_key_id":"a","access_key_secret":"s"                                            | a
            "access_key_id":"b","access_key_secret":"s","sts_token":"t"                            | b
            "access_key_id":"a","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/r"         | STS.new
            """)
    void cli_ofAProfileWithoutAMode_takesItAsTheCommandLineDoes(String members, String id) throws IOException {
        profile(members);

        assertThat(cli().resolve().accessKeyId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://signin-cn.alibabacloudsso.com/start/login", "https://signin-cn.alibabacloudsso.com"})
    void cli_ofACloudSsoLoginThatHolds_asksThePortalForTheNextKey(String page) throws IOException {
        profile(cloudSso(PAST, FUTURE, page));

        assertThat(cli().resolve()).isEqualTo(NEW);
        assertThat(asked().uri()).hasToString("https://signin-cn.alibabacloudsso.com/cloud-credentials");
        assertThat(asked().method()).isEqualTo("POST");
        assertThat(asked().headers().first("Authorization")).contains("Bearer login");
        assertThat(new String(asked().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"AccountId\":\"1\",\"AccessConfigurationId\":\"ac-1\"}");
    }

    @Test
    void cli_ofACloudSsoKeyThatHolds_takesItWhateverTheLogin() throws IOException {
        profile(cloudSso(FUTURE, PAST, "https://signin.example/"));

        assertThat(cli().resolve().accessKeyId()).isEqualTo("STS.stored");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void cli_ofACloudSsoLoginThatHasEnded_saysThatAlone() throws IOException {
        profile(cloudSso(PAST, PAST, "https://signin.example/"));

        assertThatThrownBy(cli()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the CloudSSO login has ended; log in again");
    }

    @Test
    void cli_ofAPortalThatRefuses_saysSoWithoutItsAddress() throws IOException {
        profile(cloudSso(PAST, FUTURE, "https://signin.canary.example/"));
        FakeTransport refusing = new FakeTransport(time).answer(403, "{\"ErrorCode\":\"Denied\",\"m\":\"login\"}");

        assertThatThrownBy(connected(refusing, cliSource())::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the CloudSSO portal answered 403")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "sts-vpc.cn-hangzhou.aliyuncs.com, sts-vpc.cn-hangzhou.aliyuncs.com",
        "https://sts.cn-beijing.aliyuncs.com, sts.cn-beijing.aliyuncs.com"
    })
    void stsEndpoint_ofAProfileOrThePod_isAsked(String endpoint, String host) throws IOException {
        profile("\"mode\":\"RamRoleArn\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\",\"sts_region\":\"cn-x\","
                + ROLE + ",\"sts_endpoint\":\"" + endpoint + "\"");
        assertThat(cli().resolve()).isEqualTo(NEW);
        assertThat(asked().uri()).hasHost(host);

        FakeTransport other = new FakeTransport(time).answer(200, "{\"Credentials\":{" + KEY + "}}");
        variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/pod");
        variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
        variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", write("token", "jwt").toString());
        variables.put("ALIBABA_CLOUD_STS_REGION", "cn-x");
        variables.put("ALIBABA_CLOUD_STS_ENDPOINT", endpoint);
        assertThat(connected(other, OidcRole.ofEnvironment(lookup())).resolve()).isEqualTo(NEW);
        assertThat(other.requests().get(0).uri()).hasHost(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sts_endpoint=sts.cn-a.aliyuncs.com              | ALIBABA_CLOUD_STS_ENDPOINT=sts.cn-b.aliyuncs.com  | sts.cn-a.aliyuncs.com
            sts_endpoint=https://STS.cn-a.aliyuncs.com:443/ | ALIBABA_CLOUD_STS_REGION=cn-b                     | sts.cn-a.aliyuncs.com
            sts_endpoint=sts.cn-a.aliyuncs.com              | sts_region=cn-b                                   | sts.cn-a.aliyuncs.com
            sts_region=cn-a                                 | ALIBABA_CLOUD_STS_ENDPOINT=sts.cn-b.aliyuncs.com  | sts.cn-a.aliyuncs.com
            sts_region=cn-a                                 | enable_vpc=true                                   | sts-vpc.cn-a.aliyuncs.com
            sts_region=cn-a                                 | ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true           | sts.cn-a.aliyuncs.com
            sts_region=                                     | ALIBABA_CLOUD_STS_ENDPOINT=sts.cn-b.aliyuncs.com  | sts.cn-b.aliyuncs.com
            sts_endpoint=                                   | ALIBABA_CLOUD_STS_REGION=cn-b                     | sts.cn-b.aliyuncs.com
            sts_region=CN-A                                 | x=y                                               | sts.cn-a.aliyuncs.com
            x=y                                             | ALIBABA_CLOUD_STS_REGION=Cn-B                     | sts.cn-b.aliyuncs.com
            enable_vpc=true                                 | ALIBABA_CLOUD_STS_REGION=cn-b                     | sts-vpc.cn-b.aliyuncs.com
            ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true         | ALIBABA_CLOUD_STS_REGION=cn-b                     | sts-vpc.cn-b.aliyuncs.com
            enable_vpc=false                                | x=y                                               | sts.aliyuncs.com
            """)
    void stsEndpoint_whereverItIsWritten_isAsked(String one, String other, String host) throws IOException {
        StringBuilder members = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (String setting : List.of(one, other)) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(name.length() + 1);
            if (name.startsWith("ALIBABA_")) {
                variables.put(name, value);
            } else {
                members.append(",\"" + name + "\":" + (value.matches("true|false") ? value : '"' + value + '"'));
                lines.append(name + " = " + value + "\n");
            }
        }
        for (String mode : List.of("RamRoleArn", "OIDC", "ChainableRamRoleArn")) {
            Path token = write("token", "jwt");
            write(
                    ".aliyun/config.json",
                    "{\"current\":\"p\",\"profiles\":[{\"name\":\"p\",\"mode\":\"" + mode
                            + "\",\"access_key_id\":\"a\","
                            + "\"access_key_secret\":\"s\",\"oidc_provider_arn\":\"acs:p\",\"oidc_token_file\":\""
                            + token
                            + "\",\"source_profile\":\"base\"," + ROLE + members
                            + "},{\"name\":\"base\",\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\"}]}");
            assertThat(connectedTo(cliSource())).isEqualTo(host);
        }
        for (String type : List.of("ram_role_arn", "oidc_role_arn")) {
            Path file = write(
                    "credentials.ini",
                    "[default]\nenable = true\ntype = " + type + "\naccess_key_id = a\naccess_key_secret = s\n"
                            + "role_arn = acs:ram::1:role/r\noidc_provider_arn = acs:p\noidc_token_file_path = "
                            + write("token", "jwt") + "\n" + lines);
            assertThat(connectedTo(new CredentialsFile(lookup(), file, Optional.empty())))
                    .isEqualTo(host);
        }
    }

    private String connectedTo(CredentialsSource<AlibabaCredentials> source) {
        FakeTransport sts = new FakeTransport(time).answer(200, "{\"Credentials\":{" + KEY + "}}");
        assertThat(connected(sts, source).resolve()).isEqualTo(NEW);
        return sts.requests().get(0).uri().getHost();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sts.example.com",
                "ftp://sts.aliyuncs.com",
                "cnbeijing",
                "a b.example.com",
                "https://u:p@sts.aliyuncs.com"
            })
    void stsEndpoint_thatIsNoProtectedAddress_isRefusedByItsName(String endpoint) throws IOException {
        profile("\"mode\":\"RamRoleArn\",\"access_key_id\":\"a\",\"access_key_secret\":\"s\"," + ROLE
                + ",\"sts_endpoint\":\"" + endpoint + "\"");

        assertThatThrownBy(cli()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("sts_endpoint")
                .hasMessageNotContaining(endpoint);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void file_asTheVendorPrintsIt_isRead() throws IOException {
        Path file = write(
                "credentials.ini",
                """
                \ufeff[default]                          # Default client
                enable = true                      # Enable
                type = access_key                  # Certification type: access_key
                access_key_id = foo                # Key
                access_key_secret = bar   # rotated in March
                """
                        .replace("\n", "\r\n"));

        assertThat(connected(transport, new CredentialsFile(lookup(), file, Optional.empty()))
                        .resolve())
                .isEqualTo(AlibabaCredentials.accessKey("foo", "bar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "ISO-8859-1", "GBK"})
    void file_inAnyEncoding_isRead(String encoding) throws IOException {
        Path file = write(
                "saved.ini",
                (encoding.startsWith("UTF") ? "\ufeff" : "")
                        + "# Schl\u00fcssel, \u5bc6\u94a5\r\n[\tmy client ]\r\nenable\t=\tTrue\r\ntype=Access_Key\r\n"
                        + "access_key_id=a\r\naccess_key_secret=s#1;2\r\n",
                encoding);

        assertThat(connected(transport, new CredentialsFile(lookup(), file, Optional.of("my client")))
                        .resolve())
                .isEqualTo(AlibabaCredentials.accessKey("a", "s#1;2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void cli_behindAByteOrderMark_isRead(String encoding) throws IOException {
        write(
                ".aliyun/config.json",
                """
                \ufeff{
                "current":"main",
                "profiles":[{"name":"main","mode":"AK",
                "access_key_id":"a",
                "access_key_secret":"s"}]}
                """
                        .replace("\n", "\r\n"),
                encoding);

        assertThat(chain().resolve()).isEqualTo(AlibabaCredentials.accessKey("a", "s"));
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32"})
    void cli_withoutItsByteOrderMark_isToldItsEncoding(String encoding, String named) throws IOException {
        write(".aliyun/config.json", "{\r\n\"current\":\"main\"}\r\n", encoding);

        assertThatThrownBy(cli()::resolve)
                .hasMessageContaining("the command line's configuration is in " + named
                        + " without a byte order mark: save it in UTF-8");
    }

    @Test
    void file_ofTheVendorsOtherLanguages_isFound() throws IOException {
        write(
                ".alibabacloud/credentials",
                "[default]\nenable = true\ntype = access_key\naccess_key_id = a\naccess_key_secret = s\n");

        assertThat(chain().resolve().accessKeyId()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, ALICLOUD_SECURITY_TOKEN",
        "ALICLOUD_ACCESS_KEY_ID, ALICLOUD_ACCESS_KEY_SECRET, ALICLOUD_SECURITY_TOKEN",
        "ALIBABACLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_SECRET, ALIBABACLOUD_SECURITY_TOKEN"
    })
    void chain_withVariablesOfOtherTools_takesThemBeforeTheMachinesIdentity(String id, String secret, String token) {
        variables.put(id, "tool");
        variables.put(secret, "s");
        variables.put(token, "t");

        assertThat(chain().resolve()).isEqualTo(AlibabaCredentials.sts("tool", "s", "t"));
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void chain_withoutAnyCredentials_endsWithTheCommandThatGivesThem() {
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");

        assertThatThrownBy(chain()::resolve).hasMessageEndingWith("; aliyun configure writes a command line profile");
    }

    @Test
    void names_ofVariablesAndFiles_areNotShown() throws IOException {
        profile("\"mode\":\"AK\"");
        variables.put("ALIBABA_CLOUD_PROFILE", "canary");

        assertThatThrownBy(cli()::resolve)
                .hasMessageContaining("no profile named in ALIBABA_CLOUD_PROFILE")
                .hasMessageNotContaining("canary");
        Path file = write("c.ini", "[default]\n");
        assertThatThrownBy(connected(transport, new CredentialsFile(lookup(), file, Optional.empty()))::resolve)
                .hasMessageContaining("no section named in ALIBABA_CLOUD_PROFILE")
                .hasMessageNotContaining("canary");
        write(".aliyun/config.json", "{\"current\":\"canary\"}");
        variables.clear();
        assertThatThrownBy(cli()::resolve)
                .hasMessageContaining("no profile that is the current one")
                .hasMessageNotContaining("canary");
    }

    private static String cloudSso(long keyEnds, long loginEnds, String page) {
        return "\"mode\":\"CloudSSO\",\"access_key_id\":\"STS.stored\",\"access_key_secret\":\"s\",\"sts_token\":\"t\","
                + "\"sts_expiration\":" + keyEnds + ",\"access_token\":\"login\",\"cloud_sso_access_token_expire\":"
                + loginEnds + ",\"cloud_sso_account_id\":\"1\",\"cloud_sso_access_config\":\"ac-1\","
                + "\"cloud_sso_sign_in_url\":\"" + page + "\"";
    }

    private void profile(String members) throws IOException {
        write(".aliyun/config.json", "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + members + "}]}");
    }

    private HttpRequest asked() {
        assertThat(transport.requests()).hasSize(1);
        return transport.requests().get(0);
    }

    private CredentialsProvider<AlibabaCredentials> cli() {
        return connected(transport, cliSource());
    }

    private CliProfile cliSource() {
        return new CliProfile(lookup(), home.resolve(".aliyun/config.json"), Optional.empty());
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return connected(transport, AlibabaCredentialsProviders.chain(lookup()));
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, variables::get, home);
    }

    /** What a client would use, without a call to the service. */
    private CredentialsProvider<AlibabaCredentials> connected(
            FakeTransport to, CredentialsSource<AlibabaCredentials> source) {
        AtomicReference<CredentialsProvider<AlibabaCredentials>> connected = new AtomicReference<>();
        AlibabaEcsClient.builder()
                .region("cn-hangzhou")
                .transport(to)
                .timeSource(time)
                .region("cn-hangzhou")
                .credentials(connection -> {
                    connected.set(source.cached().connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text, "UTF-8");
    }

    private Path write(String name, String text, String encoding) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(Charset.forName(encoding)));
    }
}
