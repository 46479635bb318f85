package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in profiles whose end is stored beside them, and settings that contradict each other. */
class StoredKeyEndTest {
    private static final String ROLE = "RamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r";

    private final ManualTimeSource time = new ManualTimeSource(); // begins at 2026-01-01T00:00:00Z
    private final FakeTransport transport = new FakeTransport(time);
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "StsToken, 1",
        "StsToken, 1767225600",
        "StsToken, '\"1767225600\"'",
        "StsToken, 1767225600000",
        "StsToken, '\"2025-12-31T00:00:00Z\"'",
        "AK, 1767225600",
        "'', 1767225600",
        "'" + ROLE + "', 1767225600"
    })
    void key_thatHasEnded_namesWhatStoresAnother(String mode, String end) throws IOException {
        profile(mode, end);

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(
                        "profile main has a temporary key that has ended (sts_expiration): aliyun configure"
                                + " --mode StsToken stores another");
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "StsToken, 1767229200",
        "StsToken, '\"2026-01-01T01:00:00Z\"'",
        "StsToken, 1767229200000",
        "AK, 1767229200",
        "'', 1767229200"
    })
    void key_thatHolds_endsWhenItsProfileSays(String mode, String end) throws IOException {
        profile(mode, end);

        assertThat(resolved()).isEqualTo(AlibabaCredentials.sts("a", "s", "t", Instant.parse("2026-01-01T01:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "null", "\"\""})
    void key_withoutAnEnd_isUsed(String end) throws IOException {
        profile("StsToken", end);

        assertThat(resolved()).isEqualTo(AlibabaCredentials.sts("a", "s", "t"));
    }

    @ParameterizedTest
    @CsvSource({"Current, Profiles, main", "current, PROFILES, ' main '", "CURRENT, profiles, main"})
    void namesInAnotherCase_areReadAsByTheCommandLine(String current, String profiles, String name) throws IOException {
        write("{\"" + current + "\":\"" + name + "\",\"" + profiles + "\":[{\"name\":\"default\",\"mode\":\"AK\","
                + "\"access_key_id\":\"other\",\"access_key_secret\":\"s\"},{\"Name\":\"main\",\"Mode\":\"AK\","
                + "\"Access_Key_Id\":\"a\",\"access_key_secret\":\"s\",\"Sts_Token\":\"t\"}]}");

        assertThat(current(Optional.empty())).isEqualTo(AlibabaCredentials.sts("a", "s", "t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void currentProfile_thatIsBlank_isTheDefaultOne(String current) throws IOException {
        write("{\"current\":\"" + current + "\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\","
                + "\"access_key_id\":\"a\",\"access_key_secret\":\"s\"}]}");

        assertThat(current(Optional.empty())).isEqualTo(AlibabaCredentials.accessKey("a", "s"));
    }

    @Test
    void section_withoutAType_saysThatItIsMissing() throws IOException {
        Path file = Files.writeString(
                home.resolve("my.ini"), "[default]\nenable = true\naccess_key_id = a\naccess_key_secret = s\n");

        assertThatThrownBy(
                        Connected.to(transport, time, new CredentialsFile(lookup(), file, Optional.empty()))::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("section default has no type, such as type = access_key");
    }

    @Test
    void roleOfTheInstance_thatIsSwitchedOff_isWarnedOf() {
        variables.put("ALIBABA_CLOUD_ECS_METADATA", "canary");
        variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");

        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example/key");
        transport.answer(
                200,
                "{\"Code\":\"Success\",\"AccessKeyId\":\"uri\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                        + "\"Expiration\":\"2026-01-01T01:00:00Z\"}");

        assertThat(CapturedLog.of(this::chain))
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(1)
                .allMatch(line -> line.contains("ALIBABA_CLOUD_ECS_METADATA names a role, but"
                        + " ALIBABA_CLOUD_ECS_METADATA_DISABLED switches the instance's role off"))
                .noneMatch(line -> line.contains("canary"));
    }

    private void profile(String mode, String end) throws IOException {
        write("{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"" + mode
                + "\",\"access_key_id\":\"a\","
                + "\"access_key_secret\":\"s\",\"sts_token\":\"t\",\"sts_expiration\":" + end + "}]}");
    }

    private void write(String configuration) throws IOException {
        Files.createDirectories(home.resolve(".aliyun"));
        Files.writeString(home.resolve(".aliyun/config.json"), configuration);
    }

    private AlibabaCredentials resolved() {
        return current(Optional.of("main"));
    }

    private AlibabaCredentials current(Optional<String> profile) {
        return Connected.to(transport, time, new CliProfile(lookup(), home.resolve(".aliyun/config.json"), profile))
                .resolve();
    }

    private AlibabaCredentials chain() {
        CredentialsProvider<AlibabaCredentials> chain =
                Connected.to(transport, time, AlibabaCredentialsProviders.chain(lookup()));
        return chain.resolve();
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, variables::get, home);
    }
}
