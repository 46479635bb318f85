package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users feel: whole processes, a thousand copies at once, and what many copies cost with BulkCopy and with a fleet. The
 * simulators play the services, in processes of their own where the client is measured.
 */
public final class Felt {
    /** A test that does nothing. */
    public static final String EMPTY_TEST = "an empty test";

    /** A test that copies on a simulator. */
    public static final String SIMULATED_TEST = "a test with a simulator";

    private static final String PACKAGE = "dev.imagecopy.benchmarks.simulators.";
    private static final int TESTS = 7;
    private static final Pattern STEPS = Pattern.compile("(waiting|steps/s|ms/step|submitted/s)=([0-9.]+)");

    private final Path folder;
    private final Settings settings;
    private final Results results;

    Felt(Path folder, Settings settings, Results results) {
        this.folder = folder;
        this.settings = settings;
        this.results = results;
    }

    void run() {
        Phase.attempt("copies of the command", () -> new CommandStarts(folder.resolve(".."), results).measureCopy());
        if (Files.exists(folder.resolve("simulators/target/classes"))) {
            Phase.attempt("tests", this::tests);
            for (Cloud cloud : Cloud.values()) {
                Phase.attempt("copies at once on " + cloud, () -> atOnce(cloud));
            }
        } else {
            Progress.say("not built, left out: benchmarks/simulators");
        }
        Path classPath = folder.resolve("../verification/target/class-path");
        if (Files.exists(classPath)) {
            Phase.attempt("BulkCopy", () -> bulk(Files.readString(classPath).strip()));
            Phase.attempt(
                    "a worker on H2",
                    () -> worker("H2", Files.readString(classPath).strip(), List.of("--h2")));
            Phase.attempt(
                    "a worker on PostgreSQL",
                    () -> worker("PostgreSQL", Files.readString(classPath).strip(), List.of()));
        } else {
            Progress.say("not built, left out: verification, with BulkCopy and the fleet's worker");
        }
    }

    /** JUnit and one test in a process, in turns. */
    private void tests() throws IOException {
        Map<String, String> tests = new LinkedHashMap<>();
        tests.put(EMPTY_TEST, PACKAGE + "EmptyCase");
        tests.put(SIMULATED_TEST, PACKAGE + "SimulatedCase");
        for (int i = 0; i <= TESTS; i++) {
            for (Map.Entry<String, String> test : tests.entrySet()) {
                double millis = Processes.millis(List.of(
                        Processes.java(),
                        "-cp",
                        Target.classPath(folder, "simulators"),
                        PACKAGE + "OneTest",
                        test.getValue()));
                if (i > 0) { // the first fills the file cache
                    results.add(test.getKey(), "", Metrics.TEST, millis);
                }
            }
        }
        Progress.say("tests done");
    }

    private void atOnce(Cloud cloud) throws IOException {
        int seconds = cloud == Cloud.FABRIC ? Math.max(1, settings.copySeconds() / 4) : settings.copySeconds();
        String path = Target.classPath(folder, "simulators");
        List<String> services = List.of(PACKAGE + "ScriptedService", cloud.name(), String.valueOf(seconds));
        try (Child service = Child.start(path, List.of(), services)) {
            List<String> command = List.of(
                    PACKAGE + "AtOnce",
                    cloud.name(),
                    service.line(),
                    String.valueOf(settings.copiesAtOnce()),
                    String.valueOf(seconds));
            try (Child client = Child.start(path, List.of(), command)) {
                results.addAll("ours", cloud.name(), Metrics.AT_ONCE, client.line());
            }
        }
        Progress.say("copies at once on " + cloud + " done");
    }

    private void bulk(String classPath) throws IOException {
        List<String> command =
                List.of("dev.imagecopy.verification.bulk.BulkCost", String.valueOf(settings.bulkCopies()));
        try (Child child = Child.start(classPath, List.of("-Xmx2g"), command)) {
            results.addAll("ours", "", Metrics.BULK, child.line());
        }
        Progress.say("BulkCopy done");
    }

    /** By the program that sdk-fleet's own script runs, whose last line has the figures. */
    private void worker(String database, String classPath, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("sdk-fleet/kill-test"));
        command.addAll(options);
        command.addAll(List.of("--cost", String.valueOf(settings.waitingInDatabase())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("..").toFile())
                .redirectErrorStream(true);
        builder.environment().put("KILL_TEST_CLASSPATH", classPath);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        String last = "";
        try (BufferedReader lines = builder.start().inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        Matcher figures = STEPS.matcher(last);
        if (!figures.find()) {
            Progress.say("left out: a fleet's worker on " + database + ": " + last);
            return;
        }
        do {
            results.add(database, "", Metrics.WORKER + figures.group(1), Double.parseDouble(figures.group(2)));
        } while (figures.find());
        Progress.say("a fleet's worker on " + database + " done");
    }
}
