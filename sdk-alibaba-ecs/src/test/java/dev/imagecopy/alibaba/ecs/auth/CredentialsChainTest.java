package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendor's chain, each place of it, against the simulated token and metadata services. */
class CredentialsChainTest {
    private static final String ROLE = "acs:ram::1234567890123456:role/copier";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    private Path home;

    private AlibabaEcsSimulator simulator;
    private HttpTransport transport;
    private final List<AlibabaEcsClient> clients = new ArrayList<>();

    @BeforeEach
    void open() {
        simulator = AlibabaEcsSimulator.inProcess(time);
        transport = simulator.transport();
    }

    @AfterEach
    void close() {
        clients.forEach(AlibabaEcsClient::close);
        simulator.close();
    }

    @Test
    void chain_whenNothingIsSet_tellsWhyEachPlaceFailed() {
        assertThatThrownBy(chain()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContainingAll(
                        "system properties: alibabacloud.accessKeyId is not set",
                        "environment variables: ALIBABA_CLOUD_ACCESS_KEY_ID is not set",
                        "OIDC role: ALIBABA_CLOUD_ROLE_ARN is not set",
                        "command line profile: the command line's configuration does not exist",
                        "credentials file: the credentials file does not exist",
                        "instance metadata:",
                        "credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set");
    }

    @Test
    void chain_whenSeveralPlacesHaveAKey_takesTheVendorsOrder() throws IOException {
        simulator.setInstanceRole("worker", true);
        assertThat(chain().resolve().accessKeyId()).isEqualTo("STS.key1");

        write(
                ".alibabacloud/credentials.ini",
                "[default]\nenable = true\ntype=access_key\naccess_key_id = ini\naccess_key_secret=s");
        assertThat(chain().resolve().accessKeyId()).isEqualTo("ini");

        write(".aliyun/config.json", profile("\"mode\":\"AK\",\"access_key_id\":\"cli\",\"access_key_secret\":\"s\""));
        assertThat(chain().resolve().accessKeyId()).isEqualTo("cli");

        oidc();
        assertThat(chain().resolve().accessKeyId()).isEqualTo("STS.key2");

        variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "env");
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
        variables.put("ALIBABA_CLOUD_SECURITY_TOKEN", "");
        assertThat(chain().resolve().accessKeyId()).isEqualTo("env");
        assertThat(chain().resolve().securityToken()).isEmpty();

        properties.put("alibabacloud.accessKeyId", "property");
        properties.put("alibabacloud.accessKeySecret", "second");
        properties.put("alibabacloud.accessKeyIdSecret", "first");
        properties.put("alibabacloud.sessionToken", "token");
        assertThat(chain().resolve()).isEqualTo(AlibabaCredentials.sts("property", "first", "token"));
    }

    @Test
    void chain_whenASettingIsUnfit_looksOn() {
        variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
        variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "bad\0path");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_FILE", "bad\0path");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "ftp://x y");
        simulator.setInstanceRole("worker", true);

        assertThat(chain().resolve().accessKeyId()).isEqualTo("STS.key1");
    }

    @Test
    void cached_whenTheKeyNearsItsEnd_isRefreshedEarly() {
        simulator.setInstanceRole("worker", true);
        CredentialsProvider<AlibabaCredentials> chain = chain();

        assertThat(chain.resolve().accessKeyId()).isEqualTo("STS.key1");
        time.advance(Duration.ofHours(5));
        assertThat(chain.resolve().accessKeyId()).isEqualTo("STS.key1");
        assertThat(simulator.arrivals("metadata")).isEqualTo(3);
        time.advance(Duration.ofHours(1));
        assertThat(chain.resolve().accessKeyId()).isEqualTo("STS.key2");
    }

    @Test
    void metadata_whenSessionsAreUnknown_fallsBackUnlessThatIsSwitchedOff() {
        simulator.setInstanceRole("worker", false);
        simulator.failNext(Fault.status(404).on("metadata"));
        assertThat(connected(new InstanceRole(lookup(), Optional.empty()))
                        .resolve()
                        .expiresAt())
                .isPresent();

        simulator.failNext(Fault.status(404).on("metadata"));
        variables.put("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        assertThatThrownBy(connected(new InstanceRole(lookup(), Optional.empty()))::resolve)
                .hasMessageContaining("ALIBABA_CLOUD_IMDSV1_DISABLED");

        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        assertThatThrownBy(connected(new InstanceRole(lookup(), Optional.empty()))::resolve)
                .hasMessageContaining("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
    }

    @Test
    void metadata_whenNobodyAnswers_isAskedOnceAndGivenASecond() {
        simulator.failNext(Fault.delayReply(Duration.ofMinutes(1)).times(10));

        assertThatThrownBy(connected(new InstanceRole(lookup(), Optional.empty()))::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(simulator.requests()).hasSize(2);
        assertThat(time.now()).isBefore(ManualTimeSource.START.plusSeconds(3));
    }

    @Test
    void assumeRole_whenTheSourceKeyIsGood_givesAKeyOfTheRole() {
        CredentialsSource<AlibabaCredentials> source = CredentialsSource.of(
                AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET));
        AlibabaRole role = AlibabaRole.builder(ROLE)
                .sessionName("nightly")
                .duration(Duration.ofMinutes(15))
                .policy("{\"Version\": \"1\"}")
                .externalId("ext")
                .region("cn-hangzhou")
                .build();

        AlibabaCredentials key = connected(new AssumedRole(source, role)).resolve();

        assertThat(key.accessKeyId()).isEqualTo("STS.key1");
        assertThat(key.expiresAt()).contains(time.now().plus(Duration.ofMinutes(15)));
        assertThat(simulator.requests().get(0).headers().first("Host")).contains("sts.cn-hangzhou.aliyuncs.com");
    }

    @Test
    void assumeRole_whenTheServiceRefuses_namesTheCodeAndNoSecret() {
        CredentialsSource<AlibabaCredentials> source =
                CredentialsSource.of(AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, "canary-secret"));

        assertThatThrownBy(() -> connected(new AssumedRole(
                                source, AlibabaRole.builder(ROLE).build()))
                        .resolve())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("400 SignatureDoesNotMatch")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("RoleArn");
        assertThat(simulator.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AK","access_key_id":"a","access_key_secret":"s" | a
            "mode":"StsToken","access_key_id":"b","access_key_secret":"s","sts_token":"t" | b
            "mode":"RamRoleArn","access_key_id":"KEY","access_key_secret":"SECRET","ram_role_arn":"ROLE","expired_seconds":900 | STS.key1
            "mode":"EcsRamRole","ram_role_name":"worker" | STS.key1
            "mode":"ChainableRamRoleArn","source_profile":"base","ram_role_arn":"ROLE" | STS.key1
            "mode":"OIDC","oidc_provider_arn":"p","oidc_token_file":"TOKENFILE","ram_role_arn":"ROLE" | STS.key1
            "mode":"CloudSSO","access_key_id":"c","access_key_secret":"s","sts_token":"t","sts_expiration":4102444800 | c
            "mode":"OAuth","access_key_id":"d","access_key_secret":"s","sts_token":"t","sts_expiration":"4102444800" | d
            "mode":"OAuth","access_key_id":"e","access_key_secret":"s","sts_token":"t","sts_expiration":9223372036854775807 | e
            """)
    void cli_whenAProfileHasAnyMode_givesItsKey(String members, String expected) throws IOException {
        simulator.setInstanceRole("worker", true);
        oidc();
        write(
                ".aliyun/config.json",
                profile(members.replace("KEY", AlibabaEcsSimulator.ACCESS_KEY_ID)
                        .replace("SECRET", AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                        .replace("ROLE", ROLE)
                        .replace("TOKENFILE", home.resolve("token").toString().replace("\\", "\\\\"))));

        assertThat(cli(Optional.empty()).resolve().accessKeyId()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AK","access_key_id":"a" | access_key_secret
            "mode":"OAuth","access_key_id":"d","access_key_secret":"s","sts_token":"t","sts_expiration":1 | log in again
            "mode":"ChainableRamRoleArn","source_profile":"main","ram_role_arn":"acs:ram::1:role/r" | circle
            "mode":"ChainableRamRoleArn","source_profile":"none","ram_role_arn":"acs:ram::1:role/r" | named in source_profile
            "mode":"New" | unknown mode
            "mode":"RamRoleArn","access_key_id":"a","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/r","expired_seconds":5 | duration
            "mode":"External","process_command":"/no/such/program --at all" | could not be run
            """)
    void cli_whenAProfileIsUnfit_saysWhy(String members, String reason) throws IOException {
        write(".aliyun/config.json", profile(members));

        assertThatThrownBy(cli(Optional.empty())::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"mode":"AK","access_key_id":"printed","access_key_secret":"s"}                         | ``
            {"access_key_id":"printed","access_key_secret":"s"}                                     | ``
            {"mode":"StsToken","access_key_id":"printed","access_key_secret":"s","sts_token":"tok"} | tok
            """)
    void cli_whenAProgramPrintsAKey_givesIt(String printed, String token) throws Exception {
        write(".aliyun/config.json", profile(external(printed, 0)));

        AlibabaCredentials key = cli(Optional.empty()).resolve();

        assertThat(key)
                .isEqualTo(
                        token.isEmpty()
                                ? AlibabaCredentials.accessKey("printed", "s")
                                : AlibabaCredentials.sts("printed", "s", token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"access_key_id":"a","access_key_secret":"canary"}                   | 3 | the program ended with 3
            canary                                                               | 0 | did not print a key
            {"mode":"StsToken","access_key_id":"a","access_key_secret":"canary"} | 0 | did not print a key
            """)
    void cli_whenAProgramPrintsNoKey_saysSoAndShowsNothingOfIt(String printed, int exitCode, String reason)
            throws Exception {
        write(".aliyun/config.json", profile(external(printed, exitCode)));

        assertThatThrownBy(cli(Optional.empty())::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    private static String external(String printed, int exitCode) throws Exception {
        String command = PrintedKey.command(printed, exitCode);
        return "\"mode\":\"External\",\"process_command\":\""
                + command.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Test
    void credentialsUri_whenItAnswersAsTheVendorsDo_givesTheKeyUntilItsEnd() {
        FakeTransport transport = new FakeTransport(time)
                .answer(
                        200,
                        "{\"Code\":\"Success\",\"AccessKeyId\":\"uri\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                                + "\"Expiration\":\"2026-01-01T01:00:00Z\"}");
        this.transport = transport;
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://localhost:6666/key?role=copier");

        AlibabaCredentials key = chain().resolve();

        assertThat(key).isEqualTo(AlibabaCredentials.sts("uri", "s", "t", Instant.parse("2026-01-01T01:00:00Z")));
        assertThat(transport.requests()).singleElement().satisfies(request -> assertThat(request.uri())
                .hasToString("http://localhost:6666/key?role=copier"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            500 | canary                                                                                  | answered 500
            200 | {"Code":"Failed","AccessKeyId":"canary"}                                                | request failed
            200 | {"Code":"Success","AccessKeyId":"a","AccessKeySecret":"canary"}                         | incomplete key: AccessKeyId, AccessKeySecret and SecurityToken are expected
            200 | {"Credentials":{"AccessKeyId":"a","AccessKeySecret":"canary","SecurityToken":"canary"}} | incomplete key: AccessKeyId, AccessKeySecret and SecurityToken are expected
            200 | canary                                                                                  | not well-formed JSON
            """)
    void credentialsUri_whenItsAnswerIsNoKey_saysSoAndQuotesNothing(int status, String body, String reason) {
        FakeTransport transport = new FakeTransport(time)
                .otherwise(request ->
                        new HttpResponse(status, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8)));
        this.transport = transport;
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://localhost:6666/key");

        assertThatThrownBy(chain()::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("credentials URI: the credentials URI ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("localhost")
                .hasMessageNotContaining("canary");
    }

    @Test
    void cli_whenSwitchedOffOrDamaged_saysSo() throws IOException {
        write(".aliyun/config.json", "{");
        assertThatThrownBy(cli(Optional.empty())::resolve).hasMessageContaining("is not JSON");
        write(".aliyun/config.json", profile("\"mode\":\"AK\""));
        assertThatThrownBy(cli(Optional.of("other"))::resolve).hasMessageContaining("no profile other");
        variables.put("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "TRUE");
        assertThatThrownBy(cli(Optional.empty())::resolve).hasMessageContaining("ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
    }

    @ParameterizedTest
    @CsvSource({
        "type=access_key;access_key_id=a;access_key_secret=s, a, ''",
        "type=ecs_ram_role;role_name=worker, STS.key1, ''",
        "type=ram_role_arn;access_key_id=KEY;access_key_secret=SECRET;role_arn=ROLE;role_session_name=me, STS.key1, ''",
        "type=oidc_role_arn;oidc_provider_arn=p;oidc_token_file_path=TOKENFILE;role_arn=ROLE, STS.key1, ''",
        "type=rsa_key_pair, '', withdrawn",
        "type=other, '', unknown type",
        "type=access_key;access_key_id=a, '', access_key_secret"
    })
    void file_whenASectionHasAnyType_givesItsKeyOrSaysWhyNot(String lines, String expected, String reason)
            throws IOException {
        simulator.setInstanceRole("worker", true);
        oidc();
        Path file = write(
                "my.ini",
                "# comment\n[client]\nenable = true\n"
                        + lines.replace(';', '\n')
                                .replace("KEY", AlibabaEcsSimulator.ACCESS_KEY_ID)
                                .replace("SECRET", AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                                .replace("ROLE", ROLE)
                                .replace("TOKENFILE", home.resolve("token").toString()));
        CredentialsProvider<AlibabaCredentials> section =
                connected(new CredentialsFile(lookup(), file, Optional.of("client")));

        if (reason.isEmpty()) {
            assertThat(section.resolve().accessKeyId()).isEqualTo(expected);
        } else {
            assertThatThrownBy(section::resolve)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason);
        }
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return connected(AlibabaCredentialsProviders.chain(lookup()));
    }

    private CredentialsProvider<AlibabaCredentials> cli(Optional<String> name) {
        return connected(new CliProfile(lookup(), home.resolve(".aliyun/config.json"), name));
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(properties::get, variables::get, home);
    }

    /** What a client would use, without a call to the service. */
    private CredentialsProvider<AlibabaCredentials> connected(CredentialsSource<AlibabaCredentials> source) {
        AtomicReference<CredentialsProvider<AlibabaCredentials>> connected = new AtomicReference<>();
        clients.add(AlibabaEcsClient.builder()
                .transport(transport)
                .timeSource(time)
                .region("cn-hangzhou")
                .credentials(connection -> {
                    connected.set(source.cached().connect(connection));
                    return connected.get();
                })
                .build());
        return connected.get();
    }

    private void oidc() throws IOException {
        simulator.acceptOidcToken("jwt-of-the-pod");
        variables.put("ALIBABA_CLOUD_ROLE_ARN", ROLE);
        variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1234567890123456:oidc-provider/ack");
        variables.put(
                "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                write("token", "jwt-of-the-pod\n").toString());
    }

    private static String profile(String members) {
        return "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + members
                + "},{\"name\":\"base\",\"mode\":\"AK\",\"access_key_id\":\"" + AlibabaEcsSimulator.ACCESS_KEY_ID
                + "\",\"access_key_secret\":\"" + AlibabaEcsSimulator.ACCESS_KEY_SECRET + "\"}]}";
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
