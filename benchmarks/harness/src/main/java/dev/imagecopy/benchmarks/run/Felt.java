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
import java.util.TreeMap;
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
    private static final int SHORT_COPIES = 2;
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

    /** On a service that has answered as many copies before, twice: the service that is played is none that has just been started. */
    private void atOnce(Cloud cloud) throws IOException {
        int copies = settings.copiesAtOnce();
        int seconds = cloud == Cloud.FABRIC ? Math.max(1, settings.copySeconds() / 4) : settings.copySeconds();
        try (Child service = simulators("ScriptedService", cloud)) {
            String endpoint = service.line();
            script(service, SHORT_COPIES);
            firstSeconds(cloud, service, endpoint, 0);
            results.addAll("ours", cloud.name(), Metrics.FIRST_SECONDS, firstSeconds(cloud, service, endpoint, copies));
            script(service, seconds);
            try (Child client = simulators("AtOnce", cloud, endpoint, 2 * copies, copies, seconds)) {
                results.addAll("ours", cloud.name(), Metrics.AT_ONCE, client.line());
            }
        }
        Progress.say("copies at once on " + cloud + " done");
    }

    private static void script(Child service, int seconds) throws IOException {
        service.say(String.valueOf(seconds));
        service.line();
    }

    /** What client and service spend until the last copy is accepted, and the client's code by whose it is. */
    private Map<String, Double> firstSeconds(Cloud cloud, Child service, String endpoint, int first)
            throws IOException {
        Path recording = Files.createTempFile("first-seconds", ".jfr");
        double before = service.cpuMicros();
        try (Child client = simulators("FirstSeconds", cloud, endpoint, first, settings.copiesAtOnce(), recording)) {
            Map<String, Double> told = new TreeMap<>(Results.numbers(client.line()));
            told.put("serviceMicros", service.cpuMicros() - before);
            client.line();
            Profile profile = new Profile();
            profile.add(recording);
            told.put("interpreted", profile.interpreted());
            profile.owners().forEach((owner, share) -> told.put(Metrics.OWNER + owner, share));
            return told;
        } finally {
            Files.delete(recording);
        }
    }

    private Child simulators(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PACKAGE + program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return Child.start(Target.classPath(folder, "simulators"), List.of(), command);
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
