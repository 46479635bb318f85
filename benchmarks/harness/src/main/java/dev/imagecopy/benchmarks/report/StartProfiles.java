package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Where the time until a first answer goes, this SDK's beside that of the client by hand. */
final class StartProfiles {
    private static final String TEXT =
            """
            ### A cold start

            Starts of their own, by turns, with the JVM's log of loaded classes, which has the moment of each: the time from one class until
            the next is loaded counts for whose the next one is, as reading, checking and linking classes is what a start consists of;
            code that runs in between, and waiting for the server, count with them. The log costs each contender some time for every class
            it loads, so a ratio here is not the goal's. Medians in ms, so that parts add up only roughly.
            `raw` logs nothing: slf4j, and what finds its binding, is this SDK's alone.

            """;

    /** Parts of less are not shown. */
    private static final double SHOWN_MILLIS = 0.5;

    private final Ratios ratios;

    StartProfiles(Ratios ratios) {
        this.ratios = ratios;
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (String cloud : ratios.clouds()) {
            if (isRecorded(cloud)) {
                text.append(table(cloud));
            }
        }
        return text.length() == 0 ? "" : TEXT + text;
    }

    /** In one sentence where the difference to the yardstick comes from. */
    String summary(String cloud) {
        if (!isRecorded(cloud)) {
            return cloud + ": no profile was recorded";
        }
        String yardstick = Ratios.coldYardstick(cloud);
        List<String> told = new ArrayList<>();
        for (String owner : owners(cloud)) {
            double difference = millis(OURS, cloud, Metrics.STEP_CLIENT + " " + owner)
                    + millis(OURS, cloud, Metrics.STEP_COPY + " " + owner)
                    - millis(yardstick, cloud, Metrics.STEP_CLIENT + " " + owner)
                    - millis(yardstick, cloud, Metrics.STEP_COPY + " " + owner);
            told.add(String.format(Locale.ROOT, "%s %+.0f", owner, difference));
        }
        return String.format(
                Locale.ROOT,
                "%s %.0f ms beside %.0f of `%s`, of which the JVM %.0f and %.0f; of the difference are classes %s",
                cloud,
                millis(OURS, cloud, Metrics.ALL),
                millis(yardstick, cloud, Metrics.ALL),
                yardstick,
                millis(OURS, cloud, Metrics.STEP_JVM),
                millis(yardstick, cloud, Metrics.STEP_JVM),
                String.join(", ", told));
    }

    private boolean isRecorded(String cloud) {
        return !Double.isNaN(ratios.median(OURS, cloud, Metrics.START + Metrics.ALL));
    }

    private String table(String cloud) {
        String yardstick = Ratios.coldYardstick(cloud);
        StringBuilder text = new StringBuilder(String.format(
                "| %s, ms | ours: building the client | its first copy | `%s`: building the client | its first copy |%n"
                        + "|---|---|---|---|---|%n",
                cloud, yardstick));
        text.append(row("all", cloud, yardstick, ""));
        owners(cloud).stream()
                .sorted(Comparator.comparingDouble((String owner) -> -most(cloud, yardstick, owner)))
                .filter(owner -> most(cloud, yardstick, owner) >= SHOWN_MILLIS)
                .forEach(owner -> text.append(row("classes " + owner, cloud, yardstick, " " + owner)));
        return text.append(String.format(
                        Locale.ROOT,
                        "%nBefore that, the JVM takes %.0f and %.0f until its program begins: %.0f and %.0f in all.%n%n",
                        millis(OURS, cloud, Metrics.STEP_JVM),
                        millis(yardstick, cloud, Metrics.STEP_JVM),
                        millis(OURS, cloud, Metrics.ALL),
                        millis(yardstick, cloud, Metrics.ALL)))
                .toString();
    }

    private double most(String cloud, String yardstick, String owner) {
        double most = 0;
        for (String contender : List.of(OURS, yardstick)) {
            for (String step : List.of(Metrics.STEP_CLIENT, Metrics.STEP_COPY)) {
                most = Math.max(most, millis(contender, cloud, step + " " + owner));
            }
        }
        return most;
    }

    private String row(String name, String cloud, String yardstick, String part) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                name,
                millis(OURS, cloud, Metrics.STEP_CLIENT + part),
                millis(OURS, cloud, Metrics.STEP_COPY + part),
                millis(yardstick, cloud, Metrics.STEP_CLIENT + part),
                millis(yardstick, cloud, Metrics.STEP_COPY + part));
    }

    private Set<String> owners(String cloud) {
        Set<String> owners = new TreeSet<>();
        for (String step : List.of(Metrics.STEP_CLIENT, Metrics.STEP_COPY)) {
            String prefix = Metrics.START + step + " ";
            for (Result result : ratios.results.all()) {
                if (result.cloud().equals(cloud) && result.metric().startsWith(prefix)) {
                    owners.add(result.metric().substring(prefix.length()));
                }
            }
        }
        return owners;
    }

    /** Nothing for a part that one of the two does not have. */
    private double millis(String contender, String cloud, String part) {
        double median = ratios.median(contender, cloud, Metrics.START + part);
        return Double.isNaN(median) ? 0 : median;
    }
}
