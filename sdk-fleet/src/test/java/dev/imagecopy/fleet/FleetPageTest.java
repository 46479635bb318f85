package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.fleet.internal.page.ParsedPage;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a fleet with copies on all clouds. */
class FleetPageTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private final TestFleet clouds = new TestFleet();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        clouds.close();
    }

    private ParsedPage page() throws IOException {
        StringBuilder out = new StringBuilder();
        FleetPage.write(clouds.fleet(), out);
        return ParsedPage.of(out.toString());
    }

    private static List<String> states(ParsedPage page) throws IOException {
        return page.rows().stream().map(row -> row.get("state")).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void page_showsEachCopyFromItsSubmissionToItsEnd() throws IOException {
        assertThat(page().rows()).isEmpty();

        clouds.fleet().submit("monday", FleetTest.oneEach("golden"));
        assertThat(states(page())).hasSize(4).containsOnly("READY");

        clouds.runFor(Duration.ofMinutes(2));
        assertThat(states(page())).containsOnly("RUNNING");
        assertThat(page().rows()).allSatisfy(row -> assertThat(row)
                .containsKeys("started", "accepted", "due", "submitted")
                .containsEntry("run", "monday"));

        clouds.runUntilIdle();
        assertThat(states(page())).containsOnly("SUCCEEDED");
        assertThat(page().rows())
                .allSatisfy(row -> assertThat(row).containsKey("imageId").doesNotContainKey("due"));
    }

    @Test
    void failure_isShownWithItsCodeItsRequestIdAndAdvice_asText() throws IOException {
        clouds.desktop.script(Timeline.polls(1).failing("13", SCRIPT));
        clouds.fleet()
                .submit(FleetTest.oneEach("golden").filter(job -> job.client().equals("yandex")));
        clouds.runUntilIdle();
        clouds.database.execute("update imagecopy_copy set name = '" + SCRIPT + "'");

        ParsedPage page = page();
        Map<String, String> row = page.rows().get(0);
        assertThat(row)
                .containsEntry("state", "FAILED")
                .containsEntry("name", SCRIPT)
                .containsKeys("code", "requestId", "advice");
        assertThat(row.get("message")).contains(SCRIPT);
        assertThat(page.text).doesNotContain(SCRIPT);
    }

    @Test
    void file_isReplacedAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("fleet.html"), "before");
        clouds.fleet().submit(FleetTest.oneEach("golden"));

        FleetPage.write(clouds.fleet(), file);

        assertThat(ParsedPage.of(Files.readString(file)).rows()).hasSize(4);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void file_staysAsItWas_whenTheDatabaseIsAway() throws IOException {
        Path file = Files.writeString(folder.resolve("fleet.html"), "before");
        clouds.fleet().submit(FleetTest.oneEach("golden"));
        clouds.database.away(true);

        assertThatThrownBy(() -> FleetPage.write(clouds.fleet(), file)).isInstanceOf(FleetException.class);

        assertThat(file).hasContent("before");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void file_thatIsALink_isReplacedWhereItLeads() throws IOException {
        Path file = Files.writeString(folder.resolve("fleet.html"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("index.html"), file);
        clouds.fleet().submit(FleetTest.oneEach("golden"));

        FleetPage.write(clouds.fleet(), link);

        assertThat(link).isSymbolicLink();
        assertThat(ParsedPage.of(Files.readString(file)).rows()).hasSize(4);
    }
}
