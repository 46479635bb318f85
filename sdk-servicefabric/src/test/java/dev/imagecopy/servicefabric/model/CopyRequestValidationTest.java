package dev.imagecopy.servicefabric.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request builder refuses before anything is sent. */
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
                .hasMessageContaining("remoteSource must not contain '.' or '..'")
                .hasMessageContaining("remoteDestination is required")
                .hasMessageContaining("skipFiles[0] can never match")
                .hasMessageContaining("skipFiles[1] must not be null")
                .hasMessageContaining("skipFiles[2] must not be empty")
                .hasMessageContaining("serverTimeout must be");
    }

    @Tag("SF-1")
    @Tag("SF-3")
    @Tag("SF-4")
    @ParameterizedTest
    @ValueSource(strings = {"App\\v1\\", "App/v1//", "\\App\\v1", "/App/v1", "  App\\v1 ", " \\ App/v1 / "})
    void separatorsAndSpacesAround_areCutOff(String path) {
        assertThat(request(path, "Other").remoteSource()).isEqualTo("App\\v1");
        assertThat(request("Other", path).remoteDestination()).isEqualTo("App\\v1");
    }

    @Tag("SF-2")
    @Test
    void slashes_areSentAsBackslashesUnlessAskedOtherwise() {
        assertThat(request("App/v1", "App/v2").remoteSource()).isEqualTo("App\\v1");
        CopyImageStoreContentRequest linux = CopyImageStoreContentRequest.builder()
                .remoteSource("App\\v1")
                .remoteDestination("some/path")
                .pathSeparator(PathSeparator.SLASH)
                .build();
        assertThat(linux.remoteSource()).isEqualTo("App/v1");
        assertThat(linux.remoteDestination()).isEqualTo("some/path");
    }

    @Tag("SF-5")
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
    void pathsThatAClusterMisreads_areRefused(String path) {
        assertThatThrownBy(() -> request(path, "Other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteSource must not");
        assertThatThrownBy(() -> request("Other", path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteDestination must not");
    }

    @Tag("SF-6")
    @ParameterizedTest
    @ValueSource(strings = {"日本/パス", "𝔘nicode/𝒫ath", "100%/a#b", "what?/a+b&c", "a b/$x", "Ünï/cödé"})
    void specialCharacters_areTaken(String path) {
        assertThat(request(path, "Other").remoteSource()).isEqualTo(path.replace('/', '\\'));
    }

    @Tag("SF-7")
    @Tag("SF-8")
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
    void pathsThatOverlap_areRefused(String source, String destination) {
        assertThatThrownBy(() -> request(source, destination))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be the same or lie one inside the other");
    }

    @Tag("SF-9")
    @ParameterizedTest
    @CsvSource({"App/v1, App/v10", "App/v1, App2/v1", "App, Application", "a/b/c, a/b/d"})
    void neighbours_areTaken(String source, String destination) {
        assertThat(request(source, destination).source())
                .isNotEqualTo(request(source, destination).destination());
    }

    @Tag("SF-10")
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "\\", " // "})
    void emptyPaths_areRefused(String path) {
        assertThatThrownBy(() -> request(path, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remoteSource is required")
                .hasMessageContaining("remoteDestination is required");
    }

    @Tag("SF-11")
    @ParameterizedTest
    @ValueSource(strings = {"Store", "store/App", "WindowsFabricStore", "WINDOWSFABRICSTORE\\x"})
    void reservedTrees_areRefusedAsDestinationUnlessAllowed(String path) {
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

    @Tag("SF-12")
    @Tag("SF-13")
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
    void skipFilesThatNeverMatchOrHurt_areRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> base().skipFiles(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("skipFiles[0]")
                .hasMessageContaining(reason);
    }

    @Tag("SF-14")
    @Tag("SF-16")
    @Test
    void skipFiles_areCopiedAndMayRepeatOrBeEmpty() {
        List<String> names = new ArrayList<>(List.of("a", "a", "b.pdb"));
        CopyImageStoreContentRequest request = base().skipFiles(names).build();
        names.clear();

        assertThat(request.skipFiles()).contains(List.of("a", "a", "b.pdb"));
        assertThat(base().skipFiles().build().skipFiles()).contains(List.of());
        assertThat(base().build().skipFiles()).isEmpty();
        assertThatThrownBy(() -> base().skipFiles("").build()).hasMessageContaining("skipFiles[0] must not be empty");
        assertThatThrownBy(() -> base().skipFiles((String) null).build()).hasMessageContaining("must not be null");
    }

    @Tag("SF-18")
    @ParameterizedTest
    @CsvSource({"PT1S, 1", "PT0.5S, 1", "PT0.000000001S, 1", "PT1.2S, 2", "PT60S, 60", "PT4294967295S, 4294967295"})
    void timeouts_areRoundedUpToWholeSeconds(Duration timeout, long seconds) {
        assertThat(base().serverTimeout(timeout).build().effectiveServerTimeout())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Tag("SF-18")
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT4294967295.000000001S", "PT4294967296S", "PT9223372036854775807S"})
    void timeoutsOutOfRange_areRefused(Duration timeout) {
        assertThatThrownBy(() -> base().serverTimeout(timeout).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serverTimeout must be more than zero and at most 4294967295 s");
    }

    @Tag("SF-19")
    @Test
    void clientTimeout_isLongerThanTheServers() {
        assertThat(base().build().effectiveClientTimeout()).isEqualTo(Duration.ofSeconds(75));
        assertThat(base().serverTimeout(Duration.ofMinutes(10)).build().effectiveClientTimeout())
                .isEqualTo(Duration.ofSeconds(615));
        assertThatThrownBy(() -> base().serverTimeout(Duration.ofSeconds(100))
                        .clientTimeout(Duration.ofSeconds(100))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clientTimeout must be longer than the server's timeout of 100 s");
        assertThat(base().clientTimeout(Duration.ofSeconds(61)).build().effectiveClientTimeout())
                .isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void version1_whenATimeoutIsSet_isRefused() {
        assertThatThrownBy(() -> base().apiVersion(ServiceFabricApiVersion.V1_0)
                        .serverTimeout(Duration.ofSeconds(5))
                        .build())
                .hasMessageContaining("api version 1.0");
    }

    @Tag("SF-29")
    @Test
    void skipFilesBeyondTheGatewaysBody_areRefused() {
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
