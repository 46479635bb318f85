package dev.imagecopy.verification.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Judges what the consumer projects did, and writes the table of {@code docs/compatibility.md}. Runs after them, and only then:
 * its name is not one of a test's.
 */
class CompatibilityTable {
    private static final Path REPORTS = Path.of("target", "invoker-reports");
    private static final Path PROJECTS = Path.of("target", "consumers");
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");
    private static final String BEGIN = "<!-- table: written by mvn -Pconsumers verify -->\n";
    private static final String END = "<!-- end of table -->\n";

    /** What one project ran with, and whether it passed. */
    private record Row(String folder, String platform, String shows, Properties versions, boolean passed) {
        String line() {
            return "| " + platform + " | " + shows + " | " + versions.getProperty("java", "–") + " | "
                    + versions.getProperty("okhttp", "–") + " | " + versions.getProperty("jackson", "–") + " | "
                    + (passed ? "passes" : "**fails**") + " |\n";
        }
    }

    @Test
    void consumers_all_pass() throws IOException {
        List<Row> rows = rows();
        StringBuilder table = new StringBuilder(
                "| platform | shows | Java | OkHttp | Jackson | result |\n|---|---|---|---|---|---|\n");
        rows.forEach(row -> table.append(row.line()));
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN).contains(END);
        Files.writeString(
                PAGE,
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + table + "\n"
                        + page.substring(page.indexOf(END)));

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.passed()).as(row.folder()).isTrue());
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> reports = Files.list(REPORTS)) {
            for (Path report : reports.filter(
                            file -> file.getFileName().toString().startsWith("BUILD-"))
                    .sorted()
                    .toList()) {
                String job = Files.readString(report);
                String folder = attribute(job, "project").replace("/pom.xml", "");
                Path file = PROJECTS.resolve(folder).resolve("pom.xml");
                if (!Files.exists(file)) {
                    continue; // no project, but sources that several share
                }
                String pom = Files.readString(file);
                rows.add(new Row(
                        folder,
                        element(pom, "name"),
                        element(pom, "description"),
                        versions(folder),
                        attribute(job, "result").equals("success")));
            }
        }
        return rows;
    }

    private static Properties versions(String folder) throws IOException {
        Properties versions = new Properties();
        Path file = PROJECTS.resolve(folder).resolve("target/versions.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                versions.load(in);
            }
        }
        return versions;
    }

    private static String attribute(String xml, String name) {
        return first(xml, " " + name + "=\"([^\"]*)\"");
    }

    private static String element(String xml, String name) {
        return first(xml, "<" + name + ">([^<]*)</" + name + ">");
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
