package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KooCLI's temporary keys, which end, and its switch for connections without protection. */
class KooCliLoginTest {
    private static final String KEY = "\"accessKeyId\":\"KOO\",\"secretAccessKey\":\"s\",\"securityToken\":\"t\"";

    private final ManualTimeSource time = new ManualTimeSource(); // begins at 2026-01-01T00:00:00Z
    private final FakeTransport transport = new FakeTransport(time);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2025-12-31T23:59:59Z\"",
                "\"2026-01-01T00:00:00.000Z\"",
                "\"2025-12-31T23:59:59.000000Z\"",
                "1767225599",
                "\"1767225599\"",
                "1767225599000"
            })
    void login_thatHasEnded_namesWhatRenewsIt(String end) throws IOException {
        for (String entries : List.of(login(end), KEY + ",\"expiresAt\":" + end)) {
            profile(entries);

            assertThatThrownBy(this::resolved)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(
                            "the temporary key in the profile of KooCLI has ended (expiresAt): hcloud configure"
                                    + " sso renews that of a login");
        }
    }

    @Test
    void agency_ofALoginThatHasEnded_isNotAskedFor() throws IOException {
        profile(login("\"2025-12-31T23:59:59Z\"") + ",\"agencyName\":\"copier\",\"agencyDomainName\":\"other\"");

        assertThatThrownBy(this::resolved).hasMessageContaining("has ended (expiresAt)");
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-01-01T01:00:00Z\"', 2026-01-01T01:00:00Z",
        "1767229200, 2026-01-01T01:00:00Z",
        "1767229200000, 2026-01-01T01:00:00Z"
    })
    void login_thatHolds_givesAKeyThatEndsWithIt(String end, Instant until) throws IOException {
        for (String entries : List.of(login(end), KEY + ",\"expiresAt\":" + end)) {
            profile(entries);

            assertThat(resolved()).isEqualTo(HuaweiCredentials.temporary("KOO", "s", "t", until));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"soon\"", "0"})
    void login_withoutAReadableEnd_isUsed(String end) throws IOException {
        profile(login(end));

        assertThat(resolved()).isEqualTo(HuaweiCredentials.temporary("KOO", "s", "t"));
    }

    @Test
    void keyOfTheProfile_besideAnOldLogin_isUsedAlone() throws IOException {
        profile("\"accessKeyId\":\"OWN\",\"secretAccessKey\":\"own\"," + login("\"2025-12-31T23:59:59Z\""));

        assertThat(resolved()).isEqualTo(HuaweiCredentials.accessKey("OWN", "own"));
    }

    @Test
    void login_thatHolds_comesBeforeTheProfilesOwnKey_andSoSays() throws IOException {
        profile("\"accessKeyId\":\"OWN\",\"secretAccessKey\":\"own\"," + login("\"2026-01-01T01:00:00Z\""));

        List<String> said = CapturedLog.of(() -> assertThat(resolved())
                .isEqualTo(HuaweiCredentials.temporary("KOO", "s", "t", Instant.parse("2026-01-01T01:00:00Z"))));

        assertThat(said)
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN HuaweiImsClient ignores accessKeyId, which is set: the profile's mode is SSO, so"
                        + " the key of its login is used");
    }

    @Test
    void ownKey_besideALoginThatHasEnded_isUsedWithAWarning() throws IOException {
        profile("\"accessKeyId\":\"OWN\",\"secretAccessKey\":\"own\"," + login("\"2025-12-31T23:59:59Z\""));

        assertThat(CapturedLog.of(this::resolved))
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN HuaweiImsClient ignores mode, which is set: the profile's login has no key that"
                        + " holds, so its own access key is used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecsAgency", "ECSAGENCY", "token", "account"})
    void mode_thatUsesNoKey_isNotOverruledByTheKeyBesideIt(String mode) throws IOException {
        write("{\"profiles\":[{\"name\":\"default\",\"mode\":\"" + mode + "\"," + KEY + "}]}");

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the profile of KooCLI is of another mode than AKSK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKSK", "aksk", "", "sso"})
    void mode_thatUsesTheKey_takesItSilently(String mode) throws IOException {
        write("{\"profiles\":[{\"name\":\"default\",\"mode\":\"" + mode + "\",\"accessKeyId\":\"K\","
                + "\"secretAccessKey\":\"s\"}]}");

        assertThat(resolved()).isEqualTo(HuaweiCredentials.accessKey("K", "s"));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "'\"true\"', 1", "false, 0", "'\"false\"', 0", "'\"\"', 0"})
    void profile_thatTurnsOffTheCheckOfCertificates_isWarnedOf(String value, int warnings) throws IOException {
        profile(KEY + ",\"skipSecureVerify\":" + value);

        assertThat(CapturedLog.of(this::resolved).stream().filter(line -> line.startsWith("WARN")))
                .hasSize(warnings)
                .allMatch(line -> line.equals("WARN HuaweiImsClient ignores skipSecureVerify, which is set:"
                        + " certificates are always checked"));
    }

    @ParameterizedTest
    @CsvSource({"Current, Profiles", "CURRENT, profiles", "current, PROFILES"})
    void namesInAnotherCase_areReadAsByTheCommandLine(String current, String profiles) throws IOException {
        write("{\"" + current + "\":\" x \",\"" + profiles + "\":[{\"name\":\"default\",\"accessKeyId\":\"OTHER\","
                + "\"secretAccessKey\":\"s\"},{\"Name\":\"x\",\"Mode\":\"SSO\",\"SsoAuth\":{\"StsToken\":{" + KEY
                + "}}}]}");

        assertThat(resolved()).isEqualTo(HuaweiCredentials.temporary("KOO", "s", "t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void currentProfile_thatIsBlank_isTheDefaultOne(String current) throws IOException {
        write("{\"current\":\"" + current + "\",\"profiles\":[{\"name\":\"default\"," + KEY + "}]}");

        assertThat(resolved()).isEqualTo(HuaweiCredentials.temporary("KOO", "s", "t"));
    }

    private static String login(String end) {
        return "\"ssoAuth\":{\"stsToken\":{" + KEY + ",\"expiresAt\":" + end + "}}";
    }

    private void profile(String entries) throws IOException {
        write("{\"current\":\"x\",\"profiles\":[{\"name\":\"x\",\"mode\":\"SSO\"," + entries + "}]}");
    }

    private void write(String configuration) throws IOException {
        Path file = home.resolve(".hcloud").resolve("config.json");
        Files.createDirectories(home.resolve(".hcloud"));
        Files.writeString(file, configuration);
    }

    /** What a client would use, without a call to the service. */
    @SuppressWarnings("try") // the client only connects the source
    private HuaweiCredentials resolved() {
        CredentialLookup lookup = new CredentialLookup(name -> null, Map.<String, String>of()::get, home);
        AtomicReference<CredentialsProvider<HuaweiCredentials>> connected = new AtomicReference<>();
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(HuaweiCredentialsProviders.kooCli(lookup).connect(connection));
                    return connected.get();
                })
                .build()) {
            return connected.get().resolve();
        }
    }
}
