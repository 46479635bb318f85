package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.secrets.CanaryCloud.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A variable beside any credentials that work without it: it is acted on, or the client says that it is not, on a machine that has
 * an identity of its own.
 */
class OtherVariableTest {
    /** Parts of a key that belong to the key beside them, where the constants' names begin alike. */
    private static final Set<String> PARTS =
            Set.of("SECURITY_TOKEN", "PROJECT_ID", "TOOL_SECURITY_TOKEN", "TOOL_PROJECT_ID");

    /** Names of the parts of one key, several for each part. */
    private static final Set<String> TOOL_NAMES = Set.of(
            "TOOL_KEY",
            "TOOL_KEY_ID",
            "TOOL_CLI_KEY_ID",
            "TOOL_SECRET",
            "TOOL_KEY_SECRET",
            "TOOL_CLI_KEY_SECRET",
            "TOOL_TOKEN",
            "TOOL_CLI_TOKEN");

    /** Paths: a message about a file that is missing names what it is, as the documentation does. */
    private static final Set<String> FILES = Set.of("CREDENTIALS_FILE", "CONFIG_FILE", "KOO_FILE", "REGIONS_FILE");

    /** How a source is asked, or that it is not: of no account where another source is used. */
    private static final Set<String> NAMING_NOBODY = Set.of(
            "ROLE_SESSION_NAME",
            "STS_ENDPOINT",
            "STS_REGION",
            "VPC_ENDPOINT_ENABLED",
            "CLI_PROFILE_DISABLED",
            "IGNORE_PROFILE",
            "CLI_IGNORE_PROFILE",
            "METADATA_DISABLED",
            "IMDSV1_DISABLED");

    /** How the token service is asked. */
    private static final Set<String> OF_THE_TOKEN_SERVICE =
            Set.of("ROLE_SESSION_NAME", "STS_ENDPOINT", "STS_REGION", "VPC_ENDPOINT_ENABLED");

    @TempDir
    private Path home;

    static Stream<Arguments> variables() {
        return Stream.of(CanaryCloud.ALIBABA, CanaryCloud.HUAWEI, CanaryCloud.YANDEX)
                .flatMap(cloud -> cloud.settings().stream()
                        .filter(setting ->
                                setting.place().equals("variable") && !NAMING_NOBODY.contains(setting.toString()))
                        .map(setting -> Arguments.of(cloud, setting)));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void variable_besideOtherCredentials_isNamedUnlessItIsUsed(CanaryCloud cloud, Setting variable) throws IOException {
        List<Map<Setting, String>> ways = new ArrayList<>();
        for (Setting first : cloud.settings()) {
            KnownWays.with(cloud, first, home).stream()
                    .filter(way -> !ways.contains(way) && !way.containsKey(variable) && !isPart(variable, way))
                    .forEach(ways::add);
        }

        assertThat(ways).isNotEmpty();
        for (Map<Setting, String> way : ways) {
            String said = said(cloud, with(way, variable, Files.createTempDirectory(home, "machine")));
            assertThat(said)
                    .as("%s beside %s", variable, way.keySet())
                    .containsAnyOf(
                            variable.key(), FILES.contains(variable.toString()) ? "does not exist" : variable.key());
        }
    }

    static Stream<Setting> variablesNamingNobody() {
        return CanaryCloud.ALIBABA.settings().stream()
                .filter(setting -> setting.place().equals("variable") && NAMING_NOBODY.contains(setting.toString()));
    }

    /** Tools set them for all programs of a machine, so that a warning would only be noise. */
    @ParameterizedTest
    @MethodSource("variablesNamingNobody")
    void variable_ofASourceThatIsNotUsed_isPassedOverWhateverItHolds(Setting variable) throws IOException {
        List<Map<Setting, String>> ways = new ArrayList<>();
        for (Setting first : CanaryCloud.ALIBABA.settings()) {
            KnownWays.with(CanaryCloud.ALIBABA, first, home).stream()
                    .filter(way -> !ways.contains(way) && !way.containsKey(variable) && !isAsked(variable, way))
                    .forEach(ways::add);
        }

        assertThat(ways).isNotEmpty();
        for (Map<Setting, String> way : ways) {
            String said = said(CanaryCloud.ALIBABA, with(way, variable, Files.createTempDirectory(home, "machine")));
            assertThat(said)
                    .as("%s beside %s", variable, way.keySet())
                    .contains("operation: ")
                    .doesNotContain(variable.key());
        }
    }

    /** Whether a way asks the source of a variable, or may ask it: keys in properties and variables are there at once. */
    private static boolean isAsked(Setting variable, Map<Setting, String> way) {
        List<String> names = way.keySet().stream().map(Setting::toString).toList();
        return OF_THE_TOKEN_SERVICE.contains(variable.toString())
                ? names.stream().anyMatch(name -> name.endsWith("ROLE_ARN"))
                : !names.contains("PROPERTY_KEY_ID") && !names.contains("KEY_ID");
    }

    /** Whether a variable completes the key beside it, or names a file behind the address beside it. */
    private static boolean isPart(Setting variable, Map<Setting, String> way) {
        if (variable.toString().equals("REGIONS_FILE")) {
            return way.keySet().stream().anyMatch(each -> each.toString().equals("IMS_OF_REGION"));
        }
        if (TOOL_NAMES.contains(variable.toString())
                && way.keySet().stream().anyMatch(each -> TOOL_NAMES.contains(each.toString()))) {
            return true;
        }
        List<String> keys =
                variable.toString().startsWith("TOOL_") ? List.of("TOOL_AK") : List.of("AK", "IDP_ID", "KEY_ID");
        return PARTS.contains(variable.toString())
                && way.keySet().stream().anyMatch(each -> keys.contains(each.toString()));
    }

    private Surroundings with(Map<Setting, String> way, Setting variable, Path machine) throws IOException {
        Files.copy(home.resolve("jwt"), machine.resolve("jwt"));
        Map<Setting, String> settings = new LinkedHashMap<>();
        way.forEach((setting, value) -> settings.put(setting, value.replace(home.toString(), machine.toString())));
        settings.put(variable, "other-1");
        return Surroundings.of(machine, settings);
    }

    private static String said(CanaryCloud cloud, Surroundings machine) {
        ManualTimeSource time = new ManualTimeSource();
        return Overheard.of(ear -> cloud.copy(
                cloud.lookingAt(machine.lookup())
                        .transport(new FakeTransport(time).otherwise(CanaryCloud::yesEverywhere)),
                Twin.BLOCKING,
                time,
                ear));
    }
}
