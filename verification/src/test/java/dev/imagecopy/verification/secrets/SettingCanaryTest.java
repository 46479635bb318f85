package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.secrets.CanaryCloud.Twin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret in every variable, property and file entry that the four clients read, one at a time, in each wrong form. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // paths that are wrong there are right elsewhere
class SettingCanaryTest {
    private static final List<Twin> ALL = List.of(Twin.BLOCKING, Twin.ASYNCHRONOUS);

    /** In turn for the asynchronous methods, of which a run takes longer. */
    private static final List<Function<HttpRequest, HttpResponse>> ANSWERS = List.of(CanaryCloud::yes, CanaryCloud::no);

    /** Entries by which a file that is no key of a service account is recognised. */
    private static final Set<String> REFUSED = Set.of(
            "FILE_KEY",
            "FILE_ENCRYPTED_KEY",
            "FILE_USER_ACCOUNT_ID",
            "FILE_USER_ACCOUNT_ID_OF_REST",
            "FILE_STATIC_KEY",
            "FILE_STATIC_SECRET",
            "FILE_API_KEY",
            "FILE_PRINTED_TOKEN",
            "FILE_PRINTED_TOKEN_OF_REST",
            "FILE_PRINTED_TOKEN_OF_METADATA");

    /** Entries of ways that ask a machine for its role. */
    private static final Set<String> MACHINES = Set.of("METADATA_ROLE", "CLI_RAM_ROLE_NAME", "FILE_ROLE_NAME");

    private static final Pattern IGNORED = Pattern.compile(" ignores ([^ ,]+), which is set: ");

    @TempDir
    private Path home;

    static Stream<Arguments> settings() {
        return Stream.of(CanaryCloud.values())
                .flatMap(cloud -> cloud.settings().stream().map(setting -> Arguments.of(cloud, setting)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_thatHoldsASecret_isNeverShown(CanaryCloud cloud, Setting setting) throws IOException {
        List<Map<Setting, String>> ways = KnownWays.with(cloud, setting, home);
        assertThat(ways).as("ways to find credentials that read %s", setting).isNotEmpty();

        int turn = cloud.settings().indexOf(setting); // so that no form always has the same answer
        for (Map<Setting, String> way : ways) {
            for (Canary canary : Canary.all()) {
                Map<Setting, String> wrong = new LinkedHashMap<>(way);
                wrong.put(setting, canary.value());
                Surroundings machine = Surroundings.of(home, wrong);
                String said = said(cloud, machine, CanaryCloud::yes, Twin.BLOCKING)
                        + said(cloud, machine, CanaryCloud::no, Twin.BLOCKING)
                        + said(cloud, machine, ANSWERS.get(turn++ % ANSWERS.size()), Twin.ASYNCHRONOUS);
                assertThat(canary.isIn(said))
                        .as("%s in %s: %s", canary, setting, said)
                        .isFalse();
            }
        }
    }

    /** Otherwise a canary would be looked for where nobody passes. */
    @ParameterizedTest
    @MethodSource("settings")
    void setting_thatHoldsWhatItShould_leadsToACopy(CanaryCloud cloud, Setting setting) throws IOException {
        for (Map<Setting, String> way : KnownWays.with(cloud, setting, home)) {
            boolean machine = way.keySet().stream().anyMatch(each -> MACHINES.contains(each.toString()));
            boolean refused = way.keySet().stream().anyMatch(each -> REFUSED.contains(each.toString()));

            for (Twin twin : List.of(Twin.BLOCKING, Twin.ASYNCHRONOUS_AND_PATIENT)) {
                String said = said(
                        cloud,
                        Surroundings.of(home, way),
                        machine ? CanaryCloud::yesEverywhere : CanaryCloud::yes,
                        twin);

                if (refused) {
                    assertThat(said).contains("authorized key");
                } else {
                    assertThat(said).as("%s", way.keySet()).contains("\noperation: ");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingsThatAreNotActedOn_areNamedAndNeverShown(CanaryCloud cloud) throws IOException {
        for (Canary canary : Canary.all()) {
            Map<String, String> variables = new HashMap<>();
            cloud.unused().forEach(unused -> variables.put(unused.key(), canary.value()));
            Surroundings machine = Surroundings.of(home, Map.of());
            machine.variables().putAll(variables);

            for (Twin twin : ALL) {
                String said = said(cloud, machine, CanaryCloud::no, twin);

                assertThat(canary.isIn(said)).as("%s: %s", canary, said).isFalse();
                assertThat(IGNORED.matcher(said).results().map(warning -> warning.group(1)))
                        .containsExactlyInAnyOrderElementsOf(variables.keySet());
            }
        }
    }

    /** What a client says that looks at a machine alone. */
    static String said(CanaryCloud cloud, Surroundings machine, Function<HttpRequest, HttpResponse> answer, Twin twin) {
        ManualTimeSource time = new ManualTimeSource();
        return Overheard.of(ear -> cloud.copy(
                cloud.lookingAt(machine.lookup()).transport(new FakeTransport(time).otherwise(answer)),
                twin,
                time,
                ear));
    }
}
