package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.verification.secrets.CanaryCloud.Twin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The secret itself in every setting that takes a path or an address: whoever has confused the two is told which setting it is and
 * what it holds, and nobody sees any of it. Which settings these are, follows from the values that they have on the known ways.
 */
@EnabledOnOs({OS.LINUX, OS.MAC}) // paths that are wrong there are right elsewhere
class MisplacedSettingTest {
    /** What the forms are called in messages. */
    private static final Map<String, String> KINDS = Map.of(
            "JSON in base64", "JSON in base64",
            "JSON in quotes", "JSON",
            "JSON behind a byte order mark", "JSON",
            "PEM", "a PEM block",
            "JSON web token", "a JSON web token",
            "secret of 40", "an access key's secret");

    /** The settings that take what is of a kind, as far as there are any. */
    private static final Map<CanaryCloud, Map<String, String>> TAKERS = Map.of(
            CanaryCloud.ALIBABA,
            Map.of(
                    "a JSON web token", "a file that ALIBABA_CLOUD_OIDC_TOKEN_FILE names",
                    "an access key's secret", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            CanaryCloud.HUAWEI,
            Map.of(
                    "a JSON web token", "a file that HUAWEICLOUD_SDK_ID_TOKEN_FILE names",
                    "an access key's secret", "HUAWEICLOUD_SDK_SK"),
            CanaryCloud.YANDEX,
            Map.of(
                    "a JSON web token", "a file that YANDEX_SA_TOKEN_FILE names",
                    "JSON", "YC_SA_JSON_CREDENTIALS",
                    "JSON in base64", "YC_SA_JSON_CREDENTIALS",
                    "a PEM block", "YC_PRIVATE_KEY"));

    /** Places whose entries end with their line. */
    private static final List<String> OF_LINES = List.of("credentials.ini", "credentials", "regions.yaml");

    @TempDir
    private Path home;

    static Stream<Arguments> paths() {
        return misplaced(
                MisplacedSettingTest::isPath, KINDS.keySet().stream().sorted().toList());
    }

    static Stream<Arguments> addresses() {
        return misplaced(
                MisplacedSettingTest::isAddress,
                KINDS.keySet().stream().sorted().toList());
    }

    static Stream<Arguments> badAddresses() {
        return misplaced(MisplacedSettingTest::isAddress, List.of("address with a bad character"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("paths")
    void path_thatIsTheSecretItself_isNamedWithWhatItHolds(CanaryCloud cloud, Setting setting, Canary canary)
            throws IOException {
        assertSaid(
                cloud, setting, canary, name(setting) + " must be a path, but holds " + held(cloud, setting, canary));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("addresses")
    void address_thatIsTheSecretItself_isNamedWithWhatItHolds(CanaryCloud cloud, Setting setting, Canary canary)
            throws IOException {
        assertSaid(
                cloud,
                setting,
                canary,
                name(setting) + " must be an address, but holds " + held(cloud, setting, canary));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("badAddresses")
    void address_withATokenAndABadCharacter_isNamedAlone(CanaryCloud cloud, Setting setting, Canary canary)
            throws IOException {
        assertSaid(cloud, setting, canary, name(setting) + " is not an address");
    }

    @Test
    void settings_thatTakeAPathOrAnAddress_areKnown() {
        assertThat(paths().map(each -> ((Setting) each.get()[1]).key()).distinct())
                .contains(
                        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                        "ALIBABA_CLOUD_CONFIG_FILE",
                        "ALIBABA_CLOUD_CREDENTIALS_FILE",
                        "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
                        "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
                        "HUAWEICLOUD_SDK_REGIONS_FILE",
                        "HW_SHARED_CONFIG_FILE",
                        "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                        "YC_SERVICE_ACCOUNT_KEY_FILE",
                        "YANDEX_SA_TOKEN_FILE");
        assertThat(addresses().map(each -> ((Setting) each.get()[1]).key()).distinct())
                .contains("ALIBABA_CLOUD_CREDENTIALS_URI", "HC_CONTAINER_CREDENTIALS_FULL_URI");
    }

    /** What a setting holds, and which one takes that. */
    private static String held(CanaryCloud cloud, Setting setting, Canary canary) {
        String kind = String.valueOf(KINDS.get(canary.form()));
        String taker = TAKERS.getOrDefault(cloud, Map.of()).get(kind);
        boolean isPlace = setting.getClass().getSimpleName().equals("AddressSetting"); // no credentials are near
        return taker == null || isPlace ? kind : kind + ", which belongs in " + taker;
    }

    private void assertSaid(CanaryCloud cloud, Setting setting, Canary canary, String expected) throws IOException {
        String value = OF_LINES.contains(setting.place()) ? canary.value().replace('\n', ' ') : canary.value();
        for (Map<Setting, String> way : KnownWays.with(cloud, setting, home)) {
            Map<Setting, String> wrong = new LinkedHashMap<>(way);
            wrong.put(setting, value);
            Surroundings machine = Surroundings.of(home, wrong);
            for (Twin twin : List.of(Twin.BLOCKING, Twin.ASYNCHRONOUS_AND_PATIENT)) {
                String said = SettingCanaryTest.said(cloud, machine, CanaryCloud::no, twin);

                assertThat(said).contains(expected);
                assertThat(canary.isIn(said)).as(said).isFalse();
            }
        }
    }

    /** What messages call a setting: the addresses in the file of regions by the file. */
    private static String name(Setting setting) {
        if (setting.place().equals("regions.yaml")) {
            return "the regions file";
        }
        return setting.key().endsWith("_") ? setting.key() + "EU_WEST_101" : setting.key();
    }

    private static boolean isPath(String value) {
        return value.startsWith("<");
    }

    private static boolean isAddress(String value) {
        return value.matches("https?://.*|sts[.-].*");
    }

    private static Stream<Arguments> misplaced(Predicate<String> value, List<String> forms) {
        return Stream.of(CanaryCloud.values()).flatMap(cloud -> cloud.settings().stream()
                .filter(setting -> KnownWays.of(cloud).stream()
                        .map(way -> way.get(((Enum<?>) setting).name()))
                        .anyMatch(each -> each != null && value.test(each)))
                .flatMap(setting -> Canary.all().stream()
                        .filter(canary -> forms.contains(canary.form()))
                        .map(canary -> Arguments.of(cloud, setting, canary))));
    }
}
