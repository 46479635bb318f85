package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.GoalTable.number;
import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.CommandStarts;
import dev.imagecopy.benchmarks.run.Felt;
import dev.imagecopy.benchmarks.run.FreshClone;
import dev.imagecopy.benchmarks.run.Metrics;
import java.util.List;

/** What users wait for, in the units in which they wait. Goals are in the table of goals. */
final class FeltTable {
    private static final List<String> AT_ONCE = List.of(
            "copies",
            "errors",
            "seconds",
            "allowedSeconds",
            "acceptedSeconds",
            "cpuMillis",
            "transportThreads",
            "warmSeconds",
            "warmAcceptedSeconds");

    private final Ratios ratios;
    private final StringBuilder text = new StringBuilder();

    private FeltTable(Ratios ratios) {
        this.ratios = ratios;
    }

    static String toMarkdown(Ratios ratios) {
        FeltTable table = new FeltTable(ratios);
        table.processes();
        table.atOnce();
        table.many();
        return table.text.length() == 0 ? "" : "## What users feel\n\n" + table.text;
    }

    private void processes() {
        StringBuilder rows = new StringBuilder();
        row(
                rows,
                "`imagecopy --help`, with the archive of classes that its first start has made",
                CommandStarts.SCRIPT,
                Metrics.HELP,
                "ms");
        row(rows, "`java -jar imagecopy.jar --help`", CommandStarts.JAR, Metrics.HELP, "ms");
        row(
                rows,
                "`imagecopy copy --simulate …`, of which the simulated service takes 4,500 ms and is asked every two seconds",
                CommandStarts.SCRIPT,
                Metrics.COMMAND_COPY,
                "ms");
        row(rows, "JUnit with an empty test", Felt.EMPTY_TEST, Metrics.TEST, "ms");
        row(rows, "JUnit with a test that copies on a simulator", Felt.SIMULATED_TEST, Metrics.TEST, "ms");
        row(rows, "the demo in a fresh clone, with its build", FreshClone.CLONE, Metrics.HOUSE + "demo seconds", "s");
        row(rows, "`mvn verify` in a fresh clone", FreshClone.CLONE, Metrics.HOUSE + "verify seconds", "s");
        if (rows.length() > 0) {
            text.append("| whole process | time | |\n|---|---|---|\n")
                    .append(rows)
                    .append('\n');
        }
    }

    private void row(StringBuilder rows, String what, String contender, String metric, String unit) {
        double[] values = ratios.results.values(contender, "", metric);
        if (values.length > 0) {
            rows.append("| ").append(what).append(" | ");
            rows.append(Sample.of(values).text()).append(" | ").append(unit).append(" |\n");
        }
    }

    private void atOnce() {
        StringBuilder rows = new StringBuilder();
        for (String cloud : ratios.clouds()) {
            double copies = ratios.median(OURS, cloud, Metrics.AT_ONCE + "copies");
            if (Double.isNaN(copies)) {
                continue;
            }
            rows.append("| ").append(cloud).append(" |");
            for (String value : AT_ONCE) {
                rows.append(' ')
                        .append(number(ratios.median(OURS, cloud, Metrics.AT_ONCE + value)))
                        .append(" |");
            }
            rows.append('\n');
        }
        if (rows.length() > 0) {
            text.append(
                            "Copies that begin at the same moment on a client of default settings that has just been built, on a")
                    .append(
                            " simulator in another process. All take equally long; the time allowed is that, on Service Fabric")
                    .append(
                            " times the rounds that its 256 places need. The last columns are the same again with another client in")
                    .append(" the same JVM, which is warm by then.\n\n")
                    .append("| | copies | errors | s | allowed, s | last one accepted after, s | the client's CPU, ms")
                    .append(" | transport threads, most | warm: s | last one accepted after, s |\n")
                    .append("|---|---|---|---|---|---|---|---|---|---|\n")
                    .append(rows)
                    .append('\n');
        }
    }

    private void many() {
        double copies = bulk("copies");
        if (!Double.isNaN(copies)) {
            text.append("`BulkCopy` with ")
                    .append(number(copies))
                    .append(" copies over four simulators and twenty regions,")
                    .append(" by a clock that goes as fast as the run: ")
                    .append(number(bulk("cpuMicros")))
                    .append(" µs of CPU and ")
                    .append(number(bulk("bytes") / 1000))
                    .append(" KB a copy, with the simulators' part; ")
                    .append(number(bulk("toIdeal")))
                    .append(" times the ideal makespan; status calls a copy: Alibaba ")
                    .append(number(bulk("alibabaPolls")))
                    .append(" (")
                    .append(number(bulk("alibabaPercent")))
                    .append(" % of what a waiter for each would send), Huawei ")
                    .append(number(bulk("huaweiPolls")))
                    .append(", Yandex ")
                    .append(number(bulk("yandexPolls")))
                    .append(", Service Fabric ")
                    .append(number(bulk("fabricPolls")))
                    .append(".\n\n");
        }
        StringBuilder rows = new StringBuilder();
        for (String database : new String[] {"H2", "PostgreSQL"}) {
            if (!Double.isNaN(worker(database, "steps/s"))) {
                rows.append("| ").append(database).append(" | ").append(number(worker(database, "waiting")));
                rows.append(" | ").append(number(worker(database, "steps/s")));
                rows.append(" | ").append(number(worker(database, "ms/step")));
                rows.append(" | ")
                        .append(number(worker(database, "submitted/s")))
                        .append(" |\n");
            }
        }
        if (rows.length() > 0) {
            text.append("One worker of a fleet, with the database and the simulators on the same machine:\n\n")
                    .append(
                            "| | copies that wait | steps per second | ms per step | submitted per second |\n|---|---|---|---|---|\n")
                    .append(rows)
                    .append('\n');
        }
    }

    private double bulk(String value) {
        return ratios.median(OURS, "", Metrics.BULK + value);
    }

    private double worker(String database, String value) {
        return ratios.median(database, "", Metrics.WORKER + value);
    }
}
