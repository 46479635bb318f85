package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.verification.architecture.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about credentials names what the code reads, no more and no less, in the order in which it is declared. */
class DocumentedSettingsTest {
    private static final Path PAGE = Sources.root().resolve("docs/credentials.md");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final String UNUSED = "variable, not used";

    private static final Map<CanaryCloud, String> HEADINGS = Map.of(
            CanaryCloud.ALIBABA, "## Alibaba Cloud",
            CanaryCloud.HUAWEI, "## Huawei Cloud",
            CanaryCloud.YANDEX, "## Yandex Cloud",
            CanaryCloud.SERVICE_FABRIC, "## Azure Service Fabric");

    @ParameterizedTest
    @EnumSource
    void page_namesWhatIsReadInOrder(CanaryCloud cloud) throws IOException {
        List<String> written = rows(cloud).stream()
                .filter(row -> !row.where().equals(UNUSED))
                .flatMap(row -> row.names().stream().map(name -> row.where() + ": " + name))
                .toList();

        assertThat(written)
                .containsExactlyElementsOf(cloud.settings().stream()
                        .map(setting -> setting.place() + ": " + shown(setting))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void page_namesWhatIsNotUsedBelowTheRest(CanaryCloud cloud) throws IOException {
        List<Boolean> unused =
                rows(cloud).stream().map(row -> row.where().equals(UNUSED)).toList();

        assertThat(unused).isSorted().contains(true);
    }

    @ParameterizedTest
    @EnumSource
    void page_saysForEachRowWhoWritesItAndWhatFor(CanaryCloud cloud) throws IOException {
        assertThat(rows(cloud)).allSatisfy(row -> {
            assertThat(row.names()).as("names").isNotEmpty();
            assertThat(row.writers()).as("written by").matches(".*[A-Za-z]{3}.*");
            assertThat(row.purpose()).as("what for").matches(".*[a-z]{3}.*");
        });
    }

    @ParameterizedTest
    @EnumSource
    void page_namesTheFilesThatAreReadWithoutAPath(CanaryCloud cloud) throws IOException {
        Map<String, List<String>> written = new LinkedHashMap<>();
        for (Row row : rows(cloud)) {
            List<String> paths = names(row.writers() + row.purpose()).stream()
                    .filter(name -> name.startsWith("~/"))
                    .map(name -> name.substring(2))
                    .toList();
            if (!paths.isEmpty()) {
                written.put(row.where(), paths);
            }
        }

        assertThat(written).isEqualTo(Surroundings.filesInHome(cloud));
    }

    @ParameterizedTest
    @EnumSource
    void page_saysWhatIsNotSupported(CanaryCloud cloud) throws IOException {
        assertThat(section(cloud)).contains("Not supported: ");
    }

    @ParameterizedTest
    @EnumSource
    void page_namesWhatIsNotActedOn(CanaryCloud cloud) throws IOException {
        List<String> written = rows(cloud).stream()
                .filter(row -> row.where().equals(UNUSED))
                .flatMap(row -> row.names().stream())
                .toList();

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        cloud.unused().stream().map(Unused::key).toList());
    }

    private static String shown(Setting setting) {
        return setting.key().endsWith("_") ? setting.key() + "…" : setting.key();
    }

    private record Row(String where, List<String> names, String writers, String purpose) {}

    private static List<Row> rows(CanaryCloud cloud) throws IOException {
        return section(cloud)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip().replace("`", ""), names(cells[2]), cells[3], cells[4]))
                .toList();
    }

    private static String section(CanaryCloud cloud) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(HEADINGS.get(cloud)) + 3);
        int end = section.indexOf("\n## ");
        return end < 0 ? section : section.substring(0, end);
    }

    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        for (Matcher name = NAME.matcher(cell); name.find(); ) {
            names.add(name.group(1));
        }
        return names;
    }
}
