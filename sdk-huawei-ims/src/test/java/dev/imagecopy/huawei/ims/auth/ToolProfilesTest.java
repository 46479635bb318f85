package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles and variables as the vendor's tools write them. */
class ToolProfilesTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(ToolProfilesTest::answer);

    @TempDir
    private Path home;

    @BeforeEach
    void useNoOtherFile() {
        variables.put("HUAWEICLOUD_SDK_CREDENTIALS_FILE", home.resolve("none").toString());
    }

    @Test
    void tools_withAnAgencyBesideTheKey_workAsTheAgency() {
        toolKey();
        variables.put("HW_PROJECT_ID", "project-1");
        variables.put("HW_ASSUME_ROLE_AGENCY_NAME", "copier");
        variables.put("HW_ASSUME_ROLE_DOMAIN_NAME", "other-account");

        list(HuaweiCredentialsProviders.chain(lookup(), false));

        assertThat(paths()).containsExactly("/v3.0/OS-CREDENTIAL/securitytokens", "/v2/cloudimages");
        assertThat(body(0))
                .contains("\"agency_name\":\"copier\",\"domain_name\":\"other-account\",\"duration_seconds\":3600");
        assertThat(header(1, "Authorization")).contains("Access=TEMPORARY");
        assertThat(header(1, "X-Security-Token")).isEqualTo("security-token");
        assertThat(header(1, "X-Project-Id")).isEqualTo("project-1");
    }

    @Test
    void tools_withTheIdOfTheAgencysAccountAndADuration_sendBoth() {
        toolKey();
        variables.put("HW_PROJECT_ID", "project-1");
        variables.put("HW_ASSUME_ROLE_AGENCY_NAME", "copier");
        variables.put("HW_ASSUME_ROLE_DOMAIN_ID", "domain-1");
        variables.put("HW_ASSUME_ROLE_DURATION", "900");

        list(HuaweiCredentialsProviders.toolEnvironment(lookup()));

        assertThat(body(0)).contains("\"domain_id\":\"domain-1\",\"duration_seconds\":900");
    }

    @ParameterizedTest
    @CsvSource({
        "HW_ASSUME_ROLE_DOMAIN_NAME, '', without HW_ASSUME_ROLE_DOMAIN_NAME or HW_ASSUME_ROLE_DOMAIN_ID",
        "HW_ASSUME_ROLE_DURATION, 5, HW_ASSUME_ROLE_DURATION must be a number of seconds",
        "HW_ASSUME_ROLE_DURATION, canary, HW_ASSUME_ROLE_DURATION must be a number of seconds"
    })
    void tools_withAnAgencyThatIsNotWhole_refuseIt(String name, String value, String reason) {
        toolKey();
        variables.put("HW_ASSUME_ROLE_AGENCY_NAME", "copier");
        variables.put("HW_ASSUME_ROLE_DOMAIN_NAME", "other-account");
        variables.put(name, value);

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.toolEnvironment(lookup())))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void file_withAnAddressOfTheIdentityService_asksThere() throws IOException {
        Path file = write(
                "credentials",
                """
                \ufeff[basic]      # of the project
                AK = KEY           ; the key
                sk = s#1;2         # rotated in March
                iam_endpoint = https://iam.private.example
                domain_id = 0123
                security_token =
                """
                        .replace("\n", "\r\n"));
        variables.put("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.toString());

        list(HuaweiCredentialsProviders.chain(lookup(), false));

        assertThat(transport.requests().get(0).uri())
                .hasHost("iam.private.example")
                .hasPath("/v3/projects");
        assertThat(header(1, "X-Project-Id")).isEqualTo("found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "ISO-8859-1", "GBK"})
    void file_inAnyEncoding_isRead(String encoding) throws IOException {
        String section = "ak = KEY\nsk = s#1;2\nproject_id = p\n";
        Path plain = write("plain", "[my client]\n" + section);
        Path saved = write(
                "saved",
                (encoding.startsWith("UTF") ? "\ufeff" : "") + "# Schl\u00fcssel, \u5bc6\u94a5\r\n[\tmy client ]\r\n"
                        + section.replace(" = ", "\t=\t").replace("\n", "\r\n"),
                encoding);

        list(HuaweiCredentialsProviders.credentialsFile(plain, "my client"));
        list(HuaweiCredentialsProviders.credentialsFile(saved, "my client"));

        assertThat(header(1, "Authorization"))
                .isEqualTo(header(0, "Authorization"))
                .contains("Access=KEY");
    }

    @Test
    void file_withAnIdentityProviderAndAnAddress_exchangesThere() throws IOException {
        Path token = write("token", "\ufeffjwt\r\n");
        Path file = write(
                "credentials",
                "[basic]\nidp_id=keycloak\nid_token_file=" + token
                        + "\nproject_id=project-1\niam_endpoint=iam.private.example\n");

        list(HuaweiCredentialsProviders.credentialsFile(file, "basic"));

        assertThat(transport.requests().get(0).uri())
                .hasHost("iam.private.example")
                .hasPath("/v3.0/OS-AUTH/id-token/tokens");
        assertThat(header(1, "X-Auth-Token")).isEqualTo("iam-token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://canary:pw@iam.example | must not contain user info",
                "https://iam.canary.example:99999 | must have a port from 1 to 65535",
                "https://iam_canary.example | underscore",
                "https://iam.canary.example/iam | must have no path"
            })
    void file_withAnAddressThatCannotBeUsed_saysWhatIsWrong(String address, String flaw) throws IOException {
        Path file = write("credentials", "[basic]\nak=KEY\nsk=s\niam_endpoint=" + address + "\n");

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.credentialsFile(file, "basic")))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContainingAll("iam_endpoint", flaw)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://iam.canary.example", "canary", "https://iam.canary.example/?a", "{\"sk\":\"canary\"}"})
    void file_withAnAddressThatIsNone_isRefused(String address) throws IOException {
        Path file = write("credentials", "[basic]\nak=KEY\nsk=s\niam_endpoint=" + address + "\n");

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.credentialsFile(file, "basic")))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("iam_endpoint must ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void kooCli_thatKeepsPlainText_isReadBeforeTheNetworkIsAsked() throws IOException {
        kooCli("\"authEncrypt\":\"false\",", "");

        list(HuaweiCredentialsProviders.chain(lookup(), true));

        assertThat(paths()).containsExactly("/v2/cloudimages");
        assertThat(header(0, "Authorization")).contains("Access=KOO");
        assertThat(header(0, "X-Project-Id")).isEqualTo("project-1");
    }

    @Test
    void kooCli_ofAnotherFileAndProfile_isRead() throws IOException {
        Path file = write(
                "shared.json",
                "{\"current\":\"x\",\"profiles\":[{\"name\":\"x\"},{\"name\":\"mine\",\"accessKeyId\":\"MINE\","
                        + "\"secretAccessKey\":\"s\",\"securityToken\":\"t\",\"projectId\":\"p\"}]}");
        variables.put("HW_SHARED_CONFIG_FILE", file.toString());
        variables.put("HW_PROFILE", "mine");

        list(HuaweiCredentialsProviders.kooCli(lookup()));

        assertThat(header(0, "Authorization")).contains("Access=MINE");
        assertThat(header(0, "X-Security-Token")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void kooCli_behindAByteOrderMark_isRead(String encoding) throws IOException {
        write(
                ".hcloud/config.json",
                """
                \ufeff{
                "current":"default",
                "profiles":[{"name":"default",
                "accessKeyId":"KOO",
                "secretAccessKey":"s","projectId":"p"}]}
                """
                        .replace("\n", "\r\n"),
                encoding);

        list(HuaweiCredentialsProviders.chain(lookup(), true));

        assertThat(paths()).containsExactly("/v2/cloudimages");
        assertThat(header(0, "Authorization")).contains("Access=KOO");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32"})
    void kooCli_withoutItsByteOrderMark_isToldItsEncoding(String encoding, String named) throws IOException {
        write(".hcloud/config.json", "{\r\n\"current\":\"default\"}\r\n", encoding);

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.kooCli(lookup())))
                .hasMessageContaining(
                        "the configuration of KooCLI is in " + named + " without a byte order mark: save it in UTF-8");
    }

    @Test
    void kooCli_withAnAgency_worksAsTheAgency() throws IOException {
        kooCli("", ",\"agencyName\":\"copier\",\"agencyDomainName\":\"other\"");

        list(HuaweiCredentialsProviders.kooCli(lookup()));

        assertThat(paths()).containsExactly("/v3.0/OS-CREDENTIAL/securitytokens", "/v2/cloudimages");
    }

    @Test
    void kooCli_loggedInByABrowser_isRead() throws IOException {
        write(
                ".hcloud/config.json",
                "{\"current\":\"sso\",\"profiles\":[{\"name\":\"sso\",\"mode\":\"SSO\",\"projectId\":\"p\",\"ssoAuth\":"
                        + "{\"stsToken\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"s\",\"securityToken\":\"t\"}}}]}");

        list(HuaweiCredentialsProviders.kooCli(lookup()));

        assertThat(header(0, "Authorization")).contains("Access=SSO");
        assertThat(header(0, "X-Security-Token")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"authEncrypt\":\"true\",", "\"authEncrypt\":true,", "\"cipher\":\"x\","})
    void kooCli_thatIsEncrypted_isToldByName(String encrypted) throws IOException {
        kooCli(encrypted, "");
        if (encrypted.contains("cipher")) {
            write(
                    ".hcloud/config.json",
                    "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"accessKeyId\":\"Y2FuYXJ5+/canary==\","
                            + "\"secretAccessKey\":\"Y2FuYXJ5\"}]}");
        }

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.kooCli(lookup())))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the configuration of KooCLI is encrypted")
                .hasMessageContaining("hcloud configure set --cli-auth-encrypt=false")
                .hasMessageNotContaining("canary");
    }

    @Test
    void kooCli_withoutTheProfile_saysSoAndShowsNoName() throws IOException {
        kooCli("", "");
        variables.put("HW_PROFILE", "canary");

        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.kooCli(lookup())))
                .hasMessageContaining(
                        "the configuration of KooCLI has no profile with the name in HW_PROFILE or current")
                .hasMessageNotContaining("canary");
    }

    @Test
    void chain_withoutAnyCredentials_endsWithTheCommandThatGivesThem() {
        assertThatThrownBy(() -> list(HuaweiCredentialsProviders.chain(lookup(), false)))
                .hasMessageContaining("; hcloud configure init writes a configuration of KooCLI");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, token begins with the word Bearer: give the token alone",
        "'{\"token\":{}}', 'token holds JSON, which is no token'"
    })
    void token_thatIsNone_saysWhatItIs(String token, String reason) {
        assertThatThrownBy(() -> HuaweiCredentials.token(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void secretKey_thatIsNone_saysWhatItIs() {
        assertThatThrownBy(() -> HuaweiCredentials.accessKey("KEY", "{\"canary\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secretKey holds JSON, which is no secret")
                .hasMessageNotContaining("canary");
    }

    @Test
    void accessKey_withTheSecretInItsPlace_isRefusedAndNotShown() {
        String secret = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i";

        assertThatThrownBy(() -> HuaweiCredentials.accessKey(secret, "KEY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accessKey holds an access key's secret")
                .hasMessageNotContaining(secret);
    }

    private void toolKey() {
        variables.put("HW_ACCESS_KEY", "TOOL");
        variables.put("HW_SECRET_KEY", "s");
    }

    private void kooCli(String settings, String members) throws IOException {
        write(
                ".hcloud/config.json",
                "{" + settings + "\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AKSK\","
                        + "\"accessKeyId\":\"KOO\",\"secretAccessKey\":\"s\",\"projectId\":\"project-1\"" + members
                        + "}]}");
    }

    private void list(CredentialsSource<HuaweiCredentials> source) {
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(source)
                .build()) {
            assertThat(client.listImages(HuaweiImageQuery.builder().build()).count())
                    .isZero();
        }
    }

    private List<String> paths() {
        return transport.requests().stream()
                .map(request -> request.uri().getPath())
                .toList();
    }

    private String body(int call) {
        return new String(transport.requests().get(call).body(), StandardCharsets.UTF_8);
    }

    private String header(int call, String name) {
        return transport.requests().get(call).headers().first(name).orElse("");
    }

    private static HttpResponse answer(HttpRequest request) {
        String body =
                switch (request.uri().getPath()) {
                    case "/v3/projects" -> "{\"projects\":[{\"id\":\"found\",\"name\":\"eu-west-101\"}]}";
                    case "/v3.0/OS-CREDENTIAL/securitytokens" ->
                        "{\"credential\":{\"access\":\"TEMPORARY\",\"secret\":\"s\",\"securitytoken\":\"security-token\","
                                + "\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}";
                    case "/v3.0/OS-AUTH/id-token/tokens" -> "{\"token\":{\"expires_at\":\"2026-01-01T12:00:00.000Z\"}}";
                    default -> "{\"images\":[]}";
                };
        return new HttpResponse(
                200,
                HttpHeaders.builder().set("X-Subject-Token", "iam-token").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, variables::get, home);
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
