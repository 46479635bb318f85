package dev.imagecopy.examples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard, and the alerts in docs/observability.md, use the names and labels that Prometheus really gets. */
class DashboardTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern EXPORTED = Pattern.compile("^(imagecopy_\\w+)\\{([^}]*)}", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("(imagecopy_\\w+)(?:\\{([^}]*)})?");

    /** The labels of each exported series. */
    private final Map<String, Set<String>> exported = new TreeMap<>();

    @BeforeEach
    void copyAnImage() throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerListener listener = new MicrometerListener(registry);
        HinderedCopy.run(listener);
        listener.credentialsRefreshed(new CredentialsRefreshed(1, "AlibabaEcsClient", "copyImage"));
        Matcher series = EXPORTED.matcher(registry.scrape());
        while (series.find()) {
            exported.computeIfAbsent(series.group(1), name -> new TreeSet<>()).addAll(all(LABEL, series.group(2)));
        }
    }

    @Test
    void dashboard_isJson() throws IOException {
        assertThat(Json.parse(dashboard().getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void expressionsOfTheDashboard_useSeriesAndLabelsThatExist() throws IOException {
        List<String> expressions = all(Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\""), dashboard());

        assertThat(expressions).hasSizeGreaterThan(9).allSatisfy(this::assertThatItsSeriesExist);
    }

    @Test
    void alertsOfThePage_useSeriesAndLabelsThatExist() throws IOException {
        List<String> expressions =
                all(Pattern.compile("`(sum\\([^`]*)`"), Files.readString(DOCS.resolve("observability.md")));

        assertThat(expressions).isNotEmpty().allSatisfy(this::assertThatItsSeriesExist);
    }

    @Test
    void dashboard_showsEveryMeter() throws IOException {
        String dashboard = dashboard();

        assertThat(exported.keySet()).isNotEmpty().allSatisfy(name -> assertThat(dashboard)
                .contains(name));
    }

    @Test
    void page_namesEveryMeter() throws IOException {
        String page = Files.readString(DOCS.resolve("observability.md")).replace('.', '_');

        assertThat(exported.keySet()).allSatisfy(name -> assertThat(page)
                .contains(name.replaceFirst("_(seconds_(count|sum|max)|total)$", "")));
    }

    private void assertThatItsSeriesExist(String escaped) {
        String expression = escaped.replace("\\\"", "\"");
        Set<String> labels = new TreeSet<>();
        Matcher series = SELECTOR.matcher(expression);
        while (series.find()) {
            assertThat(exported).as(expression).containsKey(series.group(1));
            labels.addAll(exported.get(series.group(1)));
            if (series.group(2) != null) {
                assertThat(labels).as(expression).containsAll(all(LABEL, series.group(2)));
            }
        }
        for (String grouping : all(GROUPING, expression)) {
            assertThat(labels).as(expression).contains(grouping.split(", "));
        }
    }

    private static String dashboard() throws IOException {
        return Files.readString(DOCS.resolve("grafana-dashboard.json"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
