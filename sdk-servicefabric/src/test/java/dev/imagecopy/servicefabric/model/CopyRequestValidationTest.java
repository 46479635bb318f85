package dev.imagecopy.servicefabric.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request builder refuses before anything is sent. Numbers are those of the edge cases in the reference. */
class CopyRequestValidationTest {

    @Test
    void build_whenEverythingIsWrong_namesAllOfIt() {
        CopyImageStoreContentRequest.Builder builder = CopyImageStoreContentRequest.builder()
                .remoteSource("a/../b")
                .remoteDestination("")
                .skipFiles(Arrays.asList("x/y", null, ""))
                .serverTimeout(Duration.ZERO);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteSource must not hold '.' or '..'")
                .hasMessageContaining("remoteDestination is required")
                .hasMessageContaining("skipFiles[0] can never match")
                .hasMessageContaining("skipFiles[1] must not be null")
                .hasMessageContaining("skipFiles[2] must not be empty")
                .hasMessageContaining("serverTimeout must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"App\\v1\\", "App/v1//", "\\App\\v1", "/App/v1", "  App\\v1 ", " \\ App/v1 / "})
    void cases1And3And4_separatorsAndSpacesAround_areCutOff(String path) {
        assertThat(request(path, "Other").remoteSource()).isEqualTo("App\\v1");
        assertThat(request("Other", path).remoteDestination()).isEqualTo("App\\v1");
    }

    @Test
    void case2_slashes_areSentAsBackslashesUnlessAskedOtherwise() {
        assertThat(request("App/v1", "App/v2").remoteSource()).isEqualTo("App\\v1");
        CopyImageStoreContentRequest linux = CopyImageStoreContentRequest.builder()
                .remoteSource("App\\v1")
                .remoteDestination("some/path")
                .pathSeparator(PathSeparator.SLASH)
                .build();
        assertThat(linux.remoteSource()).isEqualTo("App/v1");
        assertThat(linux.remoteDestination()).isEqualTo("some/path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\\\b",
                "a//b",
                "a/./b",
                "..",
                "a\\..\\b",
                "a\tb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a/b\ud800",
                "C:\\a",
                "a::$DATA",
                "a/ b",
                "a /b",
                "a./b",
                "a/b.",
                "a/\u00a0b"
            })
    void case5_pathsThatAClusterMisreads_areRefused(String path) {
        assertThatThrownBy(() -> request(path, "Other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteSource must not");
        assertThatThrownBy(() -> request("Other", path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteDestination must not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本/パス", "𝔘nicode/𝒫ath", "100%/a#b", "what?/a+b&c", "a b/$x", "Ünï/cödé"})
    void case6_specialCharacters_areTaken(String path) {
        assertThat(request(path, "Other").remoteSource()).isEqualTo(path.replace('/', '\\'));
    }

    @ParameterizedTest
    @CsvSource({
        "App/v1, App/v1",
        "App/v1, app\\V1",
        "App/v1, App",
        "App, APP/v1",
        "App/v1/, ' app/v1/code '",
        "STRASSE/ÄÖ, strasse/äö",
        "cafe\u0301, caf\u00e9",
        "Ω/x, ω"
    })
    void cases7And8_pathsThatOverlap_areRefused(String source, String destination) {
        assertThatThrownBy(() -> request(source, destination))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be the same or lie one inside the other");
    }

    @ParameterizedTest
    @CsvSource({"App/v1, App/v10", "App/v1, App2/v1", "App, Application", "a/b/c, a/b/d"})
    void case9_neighbours_areTaken(String source, String destination) {
        assertThat(request(source, destination).source())
                .isNotEqualTo(request(source, destination).destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "\\", " // "})
    void case10_emptyPaths_areRefused(String path) {
        assertThatThrownBy(() -> request(path, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteSource is required")
                .hasMessageContaining("remoteDestination is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Store", "store/App", "WindowsFabricStore", "WINDOWSFABRICSTORE\\x"})
    void case11_reservedTrees_areRefusedAsDestinationUnlessAllowed(String path) {
        assertThatThrownBy(() -> request("App", path)).hasMessageContaining("Store and WindowsFabricStore");
        assertThat(request(path, "App").source().isReserved()).isTrue();
        assertThat(CopyImageStoreContentRequest.builder()
                        .remoteSource("App")
                        .remoteDestination(path)
                        .allowReservedDestination()
                        .build()
                        .destination()
                        .isReserved())
                .isTrue();
        assertThat(request("App", "Stores/x").destination().isReserved()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, separator",
        "a\\b, separator",
        "*.txt, wildcards",
        "a?, wildcards",
        "' a', space",
        "'a ', space",
        "., no file is named",
        "_.dir, incomplete",
        "_.DIR, incomplete"
    })
    void cases12And13_skipFilesThatNeverMatchOrHurt_areRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> base().skipFiles(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("skipFiles[0]")
                .hasMessageContaining(reason);
    }

    @Test
    void cases14And16_skipFiles_areCopiedAndMayRepeatOrBeEmpty() {
        List<String> names = new ArrayList<>(List.of("a", "a", "b.pdb"));
        CopyImageStoreContentRequest request = base().skipFiles(names).build();
        names.clear();

        assertThat(request.skipFiles()).contains(List.of("a", "a", "b.pdb"));
        assertThat(base().skipFiles().build().skipFiles()).contains(List.of());
        assertThat(base().build().skipFiles()).isEmpty();
        assertThatThrownBy(() -> base().skipFiles("").build()).hasMessageContaining("skipFiles[0] must not be empty");
        assertThatThrownBy(() -> base().skipFiles((String) null).build()).hasMessageContaining("must not be null");
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1", "PT0.5S, 1", "PT0.000000001S, 1", "PT1.2S, 2", "PT60S, 60", "PT4294967295S, 4294967295"})
    void case18_timeouts_areRoundedUpToWholeSeconds(Duration timeout, long seconds) {
        assertThat(base().serverTimeout(timeout).build().serverTimeout()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT4294967295.000000001S", "PT4294967296S", "PT9223372036854775807S"})
    void case18_timeoutsOutOfRange_areRefused(Duration timeout) {
        assertThatThrownBy(() -> base().serverTimeout(timeout).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serverTimeout must be more than zero and at most 4294967295 s");
    }

    @Test
    void case19_clientTimeout_isLongerThanTheServers() {
        assertThat(base().build().clientTimeout()).isEqualTo(Duration.ofSeconds(75));
        assertThat(base().serverTimeout(Duration.ofMinutes(10)).build().clientTimeout())
                .isEqualTo(Duration.ofSeconds(615));
        assertThatThrownBy(() -> base().serverTimeout(Duration.ofSeconds(100))
                        .clientTimeout(Duration.ofSeconds(100))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clientTimeout must be longer than the server's timeout of 100 s");
        assertThat(base().clientTimeout(Duration.ofSeconds(61)).build().clientTimeout())
                .isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void version1_whenATimeoutIsSet_isRefused() {
        assertThatThrownBy(() -> base().apiVersion(ServiceFabricApiVersion.V1_0)
                        .serverTimeout(Duration.ofSeconds(5))
                        .build())
                .hasMessageContaining("api version 1.0");
    }

    @Test
    void case29_skipFilesBeyondTheGatewaysBody_areRefused() {
        String name = "n".repeat(1000);

        assertThat(base().skipFiles(Collections.nCopies(4000, name)).build().skipFiles())
                .isPresent();
        assertThatThrownBy(
                        () -> base().skipFiles(Collections.nCopies(4200, name)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a gateway takes at most 4194304");
    }

    @Test
    void paths_whenTooLongForAToken_areRefused() {
        assertThat(request("a".repeat(500), "b".repeat(500)).remoteSource()).hasSize(500);
        assertThatThrownBy(() -> request("a".repeat(501), "b"))
                .hasMessageContaining("remoteSource must have at most 500 bytes in UTF-8, but has 501");
    }

    private static CopyImageStoreContentRequest request(String source, String destination) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(source)
                .remoteDestination(destination)
                .build();
    }

    private static CopyImageStoreContentRequest.Builder base() {
        return CopyImageStoreContentRequest.builder().remoteSource("App\\v1").remoteDestination("App\\v2");
    }
}
