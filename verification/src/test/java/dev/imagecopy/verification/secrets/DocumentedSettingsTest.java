package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about credentials names what the code reads, no more and no less, each place in its order. */
class DocumentedSettingsTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/credentials.md");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final String UNUSED = "variable, not used";

    private static final Map<CanaryCloud, String> HEADINGS = Map.of(
            CanaryCloud.ALIBABA, "## Alibaba Cloud",
            CanaryCloud.HUAWEI, "## Huawei Cloud",
            CanaryCloud.YANDEX, "## Yandex Cloud",
            CanaryCloud.SERVICE_FABRIC, "## Azure Service Fabric");

    @ParameterizedTest
    @EnumSource
    void page_namesWhatIsRead(CanaryCloud cloud) throws IOException {
        List<Row> rows = rows(cloud);

        Map<String, List<String>> declared = cloud.settings().stream()
                .collect(Collectors.groupingBy(
                        Setting::place, Collectors.mapping(DocumentedSettingsTest::shown, Collectors.toList())));
        Map<String, List<String>> written = rows.stream()
                .filter(row -> !row.where().equals(UNUSED))
                .collect(Collectors.groupingBy(
                        Row::where, Collectors.flatMapping(row -> row.names().stream(), Collectors.toList())));

        assertThat(written).isEqualTo(declared);
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

    private record Row(String where, List<String> names) {}

    private static List<Row> rows(CanaryCloud cloud) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(HEADINGS.get(cloud)) + 3);
        int end = section.indexOf("\n## ");
        return (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip().replace("`", ""), names(cells[2])))
                .toList();
    }

    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        for (Matcher name = NAME.matcher(cell); name.find(); ) {
            names.add(name.group(1));
        }
        return names;
    }
}
