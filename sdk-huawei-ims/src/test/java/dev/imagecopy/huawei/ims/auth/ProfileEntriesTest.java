package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of files that have no effect: they are named, or refused, and never passed over in silence. */
class ProfileEntriesTest {
    private static final String KEY = "\"accessKeyId\":\"KOO\",\"secretAccessKey\":\"s\"";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "securityToken, the name in this file is security_token",
        "securitytoken, the name in this file is security_token",
        "sts_token, the name in this file is security_token",
        "session_token, the name in this file is security_token",
        "agencyName, assume the agency with HuaweiCredentialsProviders.agency",
        "agency_name, assume the agency with HuaweiCredentialsProviders.agency",
        "assume_role_agency_name, assume the agency with HuaweiCredentialsProviders.agency",
        "source_profile, assume the agency with HuaweiCredentialsProviders.agency",
        "project_name, it is no known entry of the credentials file",
        "region_name, it is no known entry of the credentials file",
        "enterprise_project_id, it is no known entry of the credentials file",
        "something new, it is no known entry of the credentials file",
        "region, name the region with HuaweiImsClient.Builder.region",
        "domain_id, 'a key belongs to one account, and works in that alone'"
    })
    void entryOfASection_thatHasNoEffect_isNamedOnce(String name, String advice) throws IOException {
        write(".huaweicloud/credentials", "[basic]\nak = KEY\nsk = s\n" + name + " = canary\n");

        assertThat(warnings(HuaweiCredentialsProviders.credentialsFile(lookup())))
                .containsExactly("WARN HuaweiImsClient ignores "
                        + (name.startsWith("security") ? "securityToken" : name) + ", which is set: " + advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui2P",
                "Ui1Opa9SdF2gHj8KlZ4xCv7B",
                "bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui2PbA9fKe3Sec"
            })
    void secretInPlaceOfAName_isNotShown(String secret) throws IOException {
        write(".huaweicloud/credentials", "[basic]\nak = KEY\nsk = s\n" + secret + " = old\n");

        assertThat(warnings(HuaweiCredentialsProviders.credentialsFile(lookup())))
                .containsExactly(
                        "WARN HuaweiImsClient ignores an entry whose name is not shown, which is set: it is no known"
                                + " entry of the credentials file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xAuthToken", "regionName", "iamEndpoint", "enterpriseProjectId", "endpoint"})
    void entryOfAProfile_thatIsUnknown_isNamedOnce(String name) throws IOException {
        profile(KEY + ",\"" + name + "\":\"canary\"");

        assertThat(warnings(HuaweiCredentialsProviders.kooCli(lookup())))
                .containsExactly("WARN HuaweiImsClient ignores " + name
                        + ", which is set: it is no known entry of the configuration of KooCLI");
    }

    @Test
    void profile_asKooCliWritesIt_isReadWithoutAWarning() throws IOException {
        profile(KEY + ",\"securityToken\":\"\",\"region\":\"eu-west-101\",\"projectId\":\"\",\"domainId\":\"\","
                + "\"skipSecureVerify\":\"false\",\"readTimeout\":10,\"connectTimeout\":5,\"retryCount\":0,"
                + "\"ssoParam\":{\"startUrl\":\"\",\"ssoRegion\":\"\"},\"ssoAuth\":{\"accountId\":\"\"},\"custom\":{}");

        assertThat(warnings(HuaweiCredentialsProviders.kooCli(lookup()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ak, '[basic]'", "sk, '[basic]'", "project_id, '[basic]'", "ak, ''", "AK, '[BASIC]'"})
    void entry_thatIsThereTwice_withDifferentValues_isRefused(String name, String heading) throws IOException {
        write(
                ".huaweicloud/credentials",
                "[basic]\nak = canary\nsk = canary\nproject_id = canary\n" + heading + "\n" + name + " = other\n");

        assertThatThrownBy(() -> resolved(HuaweiCredentialsProviders.credentialsFile(lookup())))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the credentials file has " + name + " twice in a section, with different values")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HST", "HST0", "HSTcanarycanarycanar", "HST0CANARY0CANARY123", "KEY0CANARY0CANARY123"})
    void key_whateverItsFirstLetters_isUsed(String key) {
        assertThat(HuaweiCredentials.accessKey(key, "s").accessKey()).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<your-key>", "YOUR_ACCESS_KEY", "null", "canary\u200b"})
    void accessKey_thatIsNone_isRefused(String key) {
        assertThatThrownBy(() -> HuaweiCredentials.accessKey(key, "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accessKey ")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<your secret>",
                "${HW_SECRET_KEY}",
                "null",
                "https://canary.example",
                "sk=canary",
                "can\u200bary"
            })
    void secret_thatIsNone_isRefused(String secret) {
        assertThatThrownBy(() -> HuaweiCredentials.accessKey("KEY", secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secretKey ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void tokenOfAProfile_underTheNameOfTheOtherFile_isNamedOnce() throws IOException {
        profile(KEY + ",\"security_token\":\"canary\"");

        assertThat(warnings(HuaweiCredentialsProviders.kooCli(lookup())))
                .containsExactly("WARN HuaweiImsClient ignores security_token, which is set: the name in this file is"
                        + " securityToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "AccessKeyID":"canary"                                                          | accessKeyId
            "MODE":"canary"                                                                 | mode
            "ssoAuth":{"stsToken":{"accessKeyId":"KOO","ACCESSKEYID":"canary"}}             | accessKeyId
            """)
    void nameThatIsThereTwice_inDifferentCaseAndWithDifferentValues_isRefused(String entry, String name)
            throws IOException {
        profile(KEY + "," + entry);

        assertThatThrownBy(() -> resolved(HuaweiCredentialsProviders.kooCli(lookup())))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the configuration of KooCLI has " + name
                        + " twice, in different case and with different values")
                .hasMessageNotContaining("canary");
    }

    @Test
    void nameThatIsThereTwice_withTheSameValue_isRead() throws IOException {
        profile(KEY + ",\"AccessKeyID\":\"KOO\"");

        assertThat(resolved(HuaweiCredentialsProviders.kooCli(lookup())))
                .isEqualTo(HuaweiCredentials.accessKey("KOO", "s"));
    }

    private List<String> warnings(CredentialsSource<HuaweiCredentials> source) {
        return CapturedLog.of(() -> resolved(source)).stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    /** What a client would use, asked for twice, without a call to the service. */
    @SuppressWarnings("try") // the client only connects the source
    private HuaweiCredentials resolved(CredentialsSource<HuaweiCredentials> source) {
        AtomicReference<CredentialsProvider<HuaweiCredentials>> connected = new AtomicReference<>();
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(source.connect(connection));
                    return connected.get();
                })
                .build()) {
            connected.get().resolve();
            return connected.get().resolve();
        }
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, Map.<String, String>of()::get, home);
    }

    private void profile(String entries) throws IOException {
        write(
                ".hcloud/config.json",
                "{\"current\":\"x\",\"profiles\":[{\"name\":\"x\",\"mode\":\"AKSK\"," + entries + "}]}");
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
