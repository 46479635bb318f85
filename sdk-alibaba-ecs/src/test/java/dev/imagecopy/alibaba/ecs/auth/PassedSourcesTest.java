package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sources that are set and cannot be used, while a later one has a key. */
class PassedSourcesTest {
    private static final String CLI = ".aliyun/config.json";
    private static final String INI = ".alibabacloud/credentials.ini";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(PassedSourcesTest::answer);

    @TempDir
    private Path home;

    /** The last source, and one that needs the network. */
    @BeforeEach
    void haveAKeyAtTheEnd() {
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            property:alibabacloud.accessKeyId=canary                        | system properties (alibabacloud.accessKeyId is set, but
            property:alibabacloud.sessionToken=canary                       | system properties (alibabacloud.sessionToken is set, but
            ALIBABA_CLOUD_ACCESS_KEY_ID=canary                              | environment variables (ALIBABA_CLOUD_ACCESS_KEY_ID is set, but ALIBABA_CLOUD_ACCESS_KEY_SECRET is not)
            ALIBABA_CLOUD_ACCESS_KEY_SECRET=canary                          | environment variables (ALIBABA_CLOUD_ACCESS_KEY_SECRET is set, but ALIBABA_CLOUD_ACCESS_KEY_ID is not)
            ALIBABA_CLOUD_SECURITY_TOKEN=canary                             | environment variables (ALIBABA_CLOUD_SECURITY_TOKEN is set, but
            ALIBABA_CLOUD_OIDC_PROVIDER_ARN=canary                          | OIDC role (ALIBABA_CLOUD_OIDC_PROVIDER_ARN is set, but ALIBABA_CLOUD_ROLE_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not)
            ALIBABA_CLOUD_CONFIG_FILE=/canary/none                          | command line profile (the command line's configuration does not exist)
            ALIBABA_CLOUD_CLI_PROFILE_DISABLED=canary                       | command line profile (ALIBABA_CLOUD_CLI_PROFILE_DISABLED must be true or false)
            ALIBABA_CLOUD_CREDENTIALS_FILE=/canary/none                     | credentials file (the credentials file does not exist)
            ALICLOUD_ACCESS_KEY=canary                                      | variables of other tools (ALICLOUD_ACCESS_KEY is set, but ALICLOUD_SECRET_KEY or
            ALIBABACLOUD_SECURITY_TOKEN=canary                              | variables of other tools (ALIBABACLOUD_SECURITY_TOKEN is set, but
            cli:"mode":"BearerToken","bearer_token":"canary"                | command line profile (profile that is the current one has the mode BearerToken, which is not supported
            cli:"mode":"canary"                                             | command line profile (profile that is the current one has an unknown mode)
            cli:"mode":"AK","access_key_id":"canary"                        | command line profile (access_key_secret is not set)
            cli:"mode":"External","process_command":"/no/canary"            | command line profile (the program could not be run
            cli:"mode":"CredentialsURI","credentials_uri":"canary"          | command line profile (credentials_uri must be https
            ini:type = access_key;access_key_id = canary                    | credentials file (access_key_secret is not set)
            ini:type = bearer;bearer_token = canary                         | credentials file (section default has the type bearer, which is not supported
            ini:type = sts;access_key_id = canary;access_key_secret = x     | credentials file (security_token is not set)
            ini:type = access_key;access_key_id = canary;enable =           | credentials file (section default does not say enable = true)
            """)
    void source_thatIsSetAndCannotBeUsed_isNamedOnceAndNeverShown(String setting, String passed) throws IOException {
        set(setting);

        for (boolean async : List.of(true, false)) {
            List<String> said = warnings(async, 2);

            assertThat(said).singleElement().asString().contains("AlibabaEcsClient passes over " + passed);
            assertThat(said.get(0)).endsWith(" and uses credentials URI").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTHING=",
                "ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true",
                "ALIBABA_CLOUD_IGNORE_PROFILE=TRUE",
                "ALIBABA_CLOUD_ACCESS_KEY_ID=\" \"",
                "cli:\"mode\":\"\",\"region_id\":\"cn-hangzhou\"",
                "ini:enable = false;type = access_key",
            })
    void source_thatIsAbsent_isPassedOverSilently(String setting) throws IOException {
        set(setting);

        assertThat(warnings(false, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ALIBABA_CLOUD_ROLE_ARN=acs:ram::1:role/r                                                       | ALIBABA_CLOUD_ROLE_ARN | ALIBABA_CLOUD_ROLE_ARN is set, but ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not
            role:/canary/none                                                                              | ALIBABA_CLOUD_ROLE_ARN | the token file does not exist
            role:TOKEN                                                                                     | ALIBABA_CLOUD_ROLE_ARN | 403
            ALIBABA_CLOUD_PROFILE=canary                                                                   | ALIBABA_CLOUD_PROFILE  | the credentials file does not exist
            ALIBABA_CLOUD_PROFILE=main;cli:"mode":"RsaKeyPair"                                             | ALIBABA_CLOUD_PROFILE  | RsaKeyPair, which is not supported
            ALIBABA_CLOUD_PROFILE=canary;cli:"mode":"AK","access_key_id":"a","access_key_secret":"s"       | ALIBABA_CLOUD_PROFILE  | the command line's configuration has no profile named in ALIBABA_CLOUD_PROFILE
            ALIBABA_CLOUD_PROFILE=default;ini:enable = no                                                  | ALIBABA_CLOUD_PROFILE  | section named in ALIBABA_CLOUD_PROFILE is switched off by its entry enable
            cli:"mode":"RamRoleArn","access_key_id":"a","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/r" | ram_role_arn   | 403
            cli:"mode":"RamRoleArn","ram_role_arn":"acs:ram::1:role/r"                                     | ram_role_arn           | access_key_id is not set
            ini:type = ram_role_arn;access_key_id = a;access_key_secret = s;role_arn = acs:ram::1:role/r   | role_arn               | 403
            """)
    void identity_thatIsNamedAndCannotBeUsed_endsTheChain(String settings, String name, String reason)
            throws IOException {
        for (String setting : settings.split(";(?=ini:|cli:)", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<AlibabaCredentials> chain = chain();
            assertThatThrownBy(() -> resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().equals("keys.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cli:\"mode\":\"AK\",\"ram_role_arn\":\"acs:ram::1:role/r\"",
                "ini:type = access_key;role_arn = acs:ram::1:role/r"
            })
    void role_thatARefusalNames_isNotWarnedOf(String setting) throws IOException {
        set(setting);

        List<String> said = CapturedLog.of(() -> assertThatThrownBy(() -> chain().resolve())
                .hasMessageContaining("names this identity, so no other is used"));

        assertThat(said).noneMatch(line -> line.contains(" ignores "));
    }

    @Test
    void profileOfTheVariable_thatIsASectionOfTheCredentialsFile_isTaken() throws IOException {
        set("cli:\"mode\":\"AK\",\"access_key_id\":\"cli\",\"access_key_secret\":\"s\"");
        write(INI, "[mine]\nenable = true\ntype = access_key\naccess_key_id = ini\naccess_key_secret = s\n");
        variables.put("ALIBABA_CLOUD_PROFILE", "mine");

        List<CredentialsProvider<AlibabaCredentials>> chains = new ArrayList<>();
        assertThat(CapturedLog.of(() -> chains.add(chain()))).isEmpty();
        assertThat(chains.get(0).resolve().accessKeyId()).isEqualTo("ini");
    }

    @Test
    void roleOfTheInstance_thatIsNamedAndUnknown_endsTheChain() {
        variables.remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        variables.put("ALIBABA_CLOUD_ECS_METADATA", "worker");

        assertThatThrownBy(() -> chain().resolve())
                .hasMessageContaining("(ALIBABA_CLOUD_ECS_METADATA names this identity, so no other is used)");
    }

    @Test
    void instanceWithoutARole_isPassedOverSilently() {
        variables.remove("ALIBABA_CLOUD_ECS_METADATA_DISABLED");

        assertThat(warnings(false, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ALIBABA_CLOUD_ACCESS_KEY_ID=a;ALIBABA_CLOUD_ACCESS_KEY_SECRET=s                                   | ALIBABA_CLOUD_PROFILE      | ``
            ALIBABA_CLOUD_ACCESS_KEY_ID=a;ALIBABA_CLOUD_ACCESS_KEY_SECRET=s                                   | ALIBABA_CLOUD_ECS_METADATA | ``
            ALIBABA_CLOUD_ACCESS_KEY_ID=a;ALIBABA_CLOUD_ACCESS_KEY_SECRET=s                                   | ALIBABA_CLOUD_ROLE_ARN     | `; assume the role with AlibabaCredentialsProviders.assumeRole`
            property:alibabacloud.accessKeyId=a;property:alibabacloud.accessKeySecret=s                       | ALIBABA_CLOUD_PROFILE      | ``
            property:alibabacloud.accessKeyId=a;property:alibabacloud.accessKeySecret=s                       | ALIBABA_CLOUD_ROLE_ARN     | `; assume the role with AlibabaCredentialsProviders.assumeRole`
            ALICLOUD_ACCESS_KEY=a;ALICLOUD_SECRET_KEY=s                                                       | ALIBABA_CLOUD_ECS_METADATA | ``
            ALIBABA_CLOUD_ACCESS_KEY_ID=a;ALIBABA_CLOUD_ACCESS_KEY_SECRET=s                                   | ALIBABA_CLOUD_CONFIG_FILE      | ``
            ALIBABA_CLOUD_ACCESS_KEY_ID=a;ALIBABA_CLOUD_ACCESS_KEY_SECRET=s                                   | ALIBABA_CLOUD_CREDENTIALS_FILE | ``
            ALICLOUD_ACCESS_KEY=a;ALICLOUD_SECRET_KEY=s                                                       | ALIBABA_CLOUD_CREDENTIALS_URI  | ``
            cli:"mode":"AK","access_key_id":"a","access_key_secret":"s"                                       | ALIBABA_CLOUD_CREDENTIALS_FILE | ``
            """)
    void identity_thatALaterSourceWouldTakeOn_isNamedOnce(String settings, String name, String advice)
            throws IOException {
        variables.remove("ALIBABA_CLOUD_CREDENTIALS_URI");
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }
        set(name + "=canary");

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactly("WARN AlibabaEcsClient ignores " + name
                            + ", which is set: credentials from an earlier source are used" + advice);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "K & ALICLOUD_ACCESS_KEY=b & ALICLOUD_SECRET_KEY=canary | ALICLOUD_ACCESS_KEY ALICLOUD_SECRET_KEY",
                "K & ALICLOUD_ACCESS_KEY=a & ALICLOUD_SECRET_KEY=s | ``",
                "K & ALICLOUD_ACCESS_KEY=a & ALICLOUD_SECRET_KEY=canary | ALICLOUD_SECRET_KEY",
                "K & ALICLOUD_SECURITY_TOKEN=canary | ALICLOUD_SECURITY_TOKEN",
                "K & ALIBABACLOUD_ACCESS_KEY_ID=canary | ALIBABACLOUD_ACCESS_KEY_ID",
                "K & property:alibabacloud.accessKeyId=p & property:alibabacloud.accessKeySecret=s | ALIBABA_CLOUD_ACCESS_KEY_ID",
                "K & property:alibabacloud.accessKeyId=a & property:alibabacloud.accessKeySecret=s | ``",
                "ALICLOUD_ACCESS_KEY=b & ALICLOUD_ACCESS_KEY_ID=canary & ALICLOUD_SECRET_KEY=s | ALICLOUD_ACCESS_KEY_ID",
                "cli:'mode':'AK','access_key_id':'a','access_key_secret':'s' & ALICLOUD_ACCESS_KEY=canary | ALICLOUD_ACCESS_KEY",
                "cli:'mode':'AK','access_key_id':'a','access_key_secret':'s' & ALICLOUD_ACCESS_KEY=a | ``",
                "ini:type = access_key;access_key_id = a;access_key_secret = s & ALICLOUD_ACCESS_KEY=b | ALICLOUD_ACCESS_KEY",
                "ini:type = access_key;access_key_id = a;access_key_secret = s & ALICLOUD_SECRET_KEY=canary | ALICLOUD_SECRET_KEY",
                "cli:'mode':'AK','access_key_id':'a','access_key_secret':'s' & ALICLOUD_SECURITY_TOKEN=canary | ALICLOUD_SECURITY_TOKEN",
                "cli:'mode':'AK','access_key_id':'a','access_key_secret':'s' & ALICLOUD_ACCESS_KEY=a & ALICLOUD_SECRET_KEY=canary | ``",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET=canary & property:alibabacloud.accessKeyId=a & property:alibabacloud.accessKeySecret=s | ALIBABA_CLOUD_ACCESS_KEY_SECRET"
            })
    void keyUnderAnotherName_thatIsAnotherKey_isNamedOnce(String settings, String named) throws IOException {
        variables.remove("ALIBABA_CLOUD_CREDENTIALS_URI");
        String key = "ALIBABA_CLOUD_ACCESS_KEY_ID=a & ALIBABA_CLOUD_ACCESS_KEY_SECRET=s";
        for (String setting : settings.replaceFirst("^K &", key + " &").split(" & ", -1)) {
            set(setting.replace('\'', '"'));
        }

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactlyElementsOf(Stream.of(named.split(" "))
                            .filter(name -> !name.isEmpty())
                            .map(name ->
                                    "WARN AlibabaEcsClient ignores " + name + ", which is set: another key comes first")
                            .toList());
        }
    }

    /** What a new client warns about while it resolves its credentials some times. */
    private List<String> warnings(boolean async, int times) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<AlibabaCredentials> chain = chain();
                    for (int i = 0; i < times; i++) {
                        resolved(chain, async);
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

    private void set(String setting) throws IOException {
        if (setting.startsWith("cli:")) {
            write(CLI, "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + setting.substring(4) + "}]}");
        } else if (setting.startsWith("ini:")) {
            boolean says = setting.contains("enable");
            write(
                    INI,
                    "[default]\n" + (says ? "" : "enable = true\n")
                            + setting.substring(4).replace(';', '\n') + "\n");
        } else if (setting.startsWith("property:")) {
            properties.put(setting.substring(9, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        } else if (setting.startsWith("role:")) {
            variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r");
            variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p");
            String file = setting.substring(5);
            variables.put(
                    "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                    file.equals("TOKEN") ? write("token", "jwt").toString() : file);
        } else {
            variables.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(properties::get, variables::get, home)));
    }

    /** The user's own service gives a key, and everybody else refuses; no instance has a role. */
    private static HttpResponse answer(HttpRequest request) {
        boolean own = request.uri().getHost().equals("keys.example");
        boolean session = request.method().equals("PUT");
        String key = "{\"Code\":\"Success\",\"AccessKeyId\":\"uri\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                + "\"Expiration\":\"2026-01-01T01:00:00Z\"}";
        int status = own || session ? 200 : request.uri().getHost().startsWith("100.") ? 404 : 403;
        String body = own ? key : session ? "session" : "{\"Code\":\"NoPermission\",\"Message\":\"no\"}";
        return new HttpResponse(status, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
