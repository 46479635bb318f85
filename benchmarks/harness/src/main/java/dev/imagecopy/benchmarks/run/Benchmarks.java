package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.ContenderProcess;
import dev.imagecopy.benchmarks.report.Profile;
import dev.imagecopy.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures every contender that is built. Contenders take turns phase by phase, once forwards and once backwards, so that a slow
 * minute of the machine meets all of them, and the values of one turn can be compared pair by pair. Run from the folder of the
 * project: {@code benchmarks/run short} or {@code benchmarks/run whole}; {@code benchmarks/run start} measures jars, classes and
 * cold starts only, {@code benchmarks/run command} the start of {@code imagecopy}.
 */
public final class Benchmarks {
    private static final String SERVER = "dev.imagecopy.benchmarks.server.StubServer";
    private static final String PROCESS = ContenderProcess.class.getName();
    private static final String FLEET = "dev.imagecopy.benchmarks.ours.WaitingFleet";
    private static final String PARTS = "dev.imagecopy.benchmarks.parts.Parts";
    private static final int PROFILE_WARM_UP_MILLIS = 8_000;
    private static final int PROFILED_MILLIS = 6_000;
    private static final String PART = "{\"part\":\"";

    private final Path folder;
    private final Settings settings;
    private final Results results;
    private final Map<String, Child> servers = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    private Benchmarks(Path folder, Settings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.results = new Results(folder.resolve("report/results.jsonl"));
    }

    /**
     * Runs the benchmarks and writes the report.
     *
     * @param arguments {@code command}, {@code start}, {@code short} or {@code whole}, then settings as {@code name=value}
     * @throws IOException if a process cannot be run
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("benchmarks");
        Settings settings = Settings.of(arguments);
        if (settings.commandOnly()) {
            CommandStarts.measure(
                    folder.resolve(".."),
                    Results.without(folder.resolve("report/results.jsonl"), CommandStarts.METRIC));
        } else if (!settings.reportOnly()) {
            new Benchmarks(folder, settings).run();
        }
        Report.write(folder.resolve("report"));
        progress("report: " + folder.resolve("report/README.md"));
    }

    private void run() throws IOException {
        long begin = System.nanoTime();
        List<Target> targets = new ArrayList<>();
        for (Target target : Target.all()) {
            if (target.isBuilt(folder)) {
                targets.add(target);
            } else {
                progress("not built, left out: " + target.name());
            }
        }
        Files.writeString(
                folder.resolve("report/machine.md"), Machine.toMarkdown(settings.toString(), targets, folder));
        try {
            sizes(targets);
            classes(targets);
            coldStarts(targets);
            CommandStarts.measure(folder.resolve(".."), results);
            if (!settings.startOnly()) {
                underLoad(targets);
            }
        } finally {
            for (Child server : servers.values()) {
                server.close();
            }
        }
        progress("done in " + (System.nanoTime() - begin) / 60_000_000_000L + " min");
    }

    private void underLoad(List<Target> targets) throws IOException {
        steady(targets);
        parts();
        profile();
        for (Cloud cloud : List.of(Cloud.YANDEX, Cloud.ALIBABA, Cloud.HUAWEI)) {
            fleet(cloud);
        }
    }

    private void sizes(List<Target> targets) throws IOException {
        for (Target target : targets) {
            double bytes = 0;
            List<Path> jars = target.jars(folder);
            for (Path jar : jars) {
                bytes += Files.size(jar);
                results.add(target.name(), "", "jar " + jar.getFileName(), (double) Files.size(jar));
            }
            results.add(target.name(), "", "jars", jars.size());
            results.add(target.name(), "", "megabytes", bytes / 1e6);
        }
    }

    /** Exact, so once is enough. */
    private void classes(List<Target> targets) throws IOException {
        Path log = Files.createTempFile("classes", ".log");
        for (Target target : targets) {
            for (Cloud cloud : target.clouds()) {
                try (Child child = first(target, cloud, List.of("-Xlog:class+load:file=" + log))) {
                    child.line();
                    try (Stream<String> lines = Files.lines(log)) {
                        long loaded = lines.filter(line ->
                                        line.contains(" source: ") && !line.contains(" dev.imagecopy.benchmarks."))
                                .count();
                        results.add(target.name(), cloud.name(), "classes", (double) loaded);
                    }
                }
            }
        }
        Files.delete(log);
        progress("class counts done");
    }

    private void coldStarts(List<Target> targets) throws IOException {
        for (int i = 0; i < settings.repetitions() + 1; i++) {
            for (Cloud cloud : Cloud.values()) {
                for (Target target : inTurn(on(cloud, targets), i)) {
                    try (Child child = first(target, cloud, List.of())) {
                        child.line();
                        if (i > 0) { // the first round fills the file cache
                            results.add(target.name(), cloud.name(), "cold millis", (double) child.millisSinceStart());
                        }
                    }
                }
            }
            progress("cold starts " + i + " of " + settings.repetitions());
        }
    }

    private static List<Target> on(Cloud cloud, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.clouds().contains(cloud))
                .toList();
    }

    /** Forwards and backwards by turns, so that none always follows the same other. */
    private static List<Target> inTurn(Collection<Target> targets, int turn) {
        List<Target> order = new ArrayList<>(targets);
        if (turn % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    private Child first(Target target, Cloud cloud, List<String> options) throws IOException {
        return Child.start(
                target.classPath(folder),
                options,
                List.of(PROCESS, target.type(), cloud.name(), address(target), "first"));
    }

    /** Polls have processes of their own: a client that asks for all its copies at once has only those that are polled. */
    private void steady(List<Target> targets) throws IOException {
        for (Cloud cloud : Cloud.values()) {
            List<Target> here = on(cloud, targets);
            steady(here, cloud, List.of("copy:1", "copy:8", "copy:64"), settings.warmUpMillis());
            steady(
                    here,
                    cloud,
                    List.of("poll:1", "poll:8", "poll:64"),
                    settings.warmUpMillis() / 3); // one thread leaves compilers a core
            progress("steady state on " + cloud + " done");
        }
    }

    /** Each contender's process stays, since a JVM takes longer to get warm than all its phases take. */
    private void steady(List<Target> targets, Cloud cloud, List<String> phases, int warmUpMillis) throws IOException {
        Map<Target, Child> warm = new LinkedHashMap<>();
        try {
            for (Target target : targets) {
                warm.put(target, steady(target, cloud, List.of(), warmUpMillis, settings.phaseMillis()));
            }
            for (int i = 1; i <= settings.repetitions(); i++) {
                for (String phase : phases) {
                    for (Target target : inTurn(warm.keySet(), i)) {
                        if (!measured(target, cloud, phase, warm.get(target))) {
                            warm.remove(target).close();
                        }
                    }
                }
            }
        } finally {
            for (Child child : warm.values()) {
                child.close();
            }
        }
    }

    /** False for a client that does not bear the load; it has no further figures, which the report shows. */
    private boolean measured(Target target, Cloud cloud, String phase, Child child) throws IOException {
        try {
            child.say(phase);
            results.addAll(target.name(), cloud.name(), phase + " ", child.line());
            return true;
        } catch (IOException failed) {
            progress(target.name() + " on " + cloud + " left out from " + phase + " on: " + failed.getMessage());
            return false;
        }
    }

    private Child steady(Target target, Cloud cloud, List<String> options, int warmUpMillis, int phaseMillis)
            throws IOException {
        List<String> command = List.of(
                PROCESS,
                target.type(),
                cloud.name(),
                address(target),
                "steady",
                String.valueOf(warmUpMillis),
                String.valueOf(phaseMillis));
        return Child.start(target.classPath(folder), options, command);
    }

    /**
     * Huawei's copies are asked for one by one: the fleet of full size. Alibaba's are asked for together, each about once a
     * minute, and of Yandex's there are so few that no ceiling disturbs the schedule.
     */
    private void fleet(Cloud cloud) throws IOException {
        boolean full = cloud == Cloud.HUAWEI;
        int most = full ? settings.fleet() : cloud == Cloud.ALIBABA ? 10_000 : 500;
        int ramp = full ? settings.rampSeconds() : Math.min(settings.rampSeconds(), 30);
        int hold = full ? settings.holdSeconds() : Math.min(settings.holdSeconds(), 120);
        List<String> command = List.of(
                FLEET,
                cloud.name(),
                address(Target.ours()),
                String.valueOf(Math.min(settings.fleet(), most)),
                String.valueOf(ramp),
                String.valueOf(hold),
                String.valueOf(full ? settings.repetitions() : 0));
        try (Child child = Child.start(Target.ours().classPath(folder), List.of("-Xmx2g"), command)) {
            String line = child.line();
            for (; !line.startsWith("{"); line = child.line()) {
                progress("fleet " + cloud + ": " + line);
            }
            results.addAll("ours", cloud.name(), "fleet ", line);
        } catch (IOException e) {
            throw new IOException("the fleet on " + cloud + " failed", e);
        }
    }

    /** One copy and one poll under the flight recorder, for each service; and raw's copy, to see what is whose. */
    private void profile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Cloud cloud : Target.ours().clouds()) {
            text.append(profile(Target.ours(), cloud, "copy").toMarkdown(cloud + ", copy"));
            text.append(profile(Target.raw(), cloud, "copy").toMarkdown(cloud + ", copy by raw, to compare"));
            text.append(profile(Target.ours(), cloud, "poll").toMarkdown(cloud + ", poll"));
        }
        Files.writeString(folder.resolve("report/profile.md"), text);
        progress("profiles done");
    }

    private Profile profile(Target target, Cloud cloud, String kind) throws IOException {
        Path recording = Files.createTempFile("profile", ".jfr");
        List<String> options = List.of(
                "-XX:FlightRecorderOptions=stackdepth=128",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,delay=" + (PROFILE_WARM_UP_MILLIS / 1000 + 1)
                        + "s,filename=" + recording,
                "-Dbenchmark.exit=true");
        try (Child child = steady(target, cloud, options, PROFILE_WARM_UP_MILLIS, PROFILED_MILLIS)) {
            child.say(kind + ":2");
            String line = child.line();
            while (!line.startsWith("{")) { // the recorder says that it began
                line = child.line();
            }
        }
        Profile profile = Profile.of(recording);
        Files.delete(recording);
        return profile;
    }

    /** The parts of the engine one by one, by JMH. */
    private void parts() throws IOException {
        List<String> command = List.of(PARTS, String.valueOf(settings.partMeasurements()));
        try (Child child = Child.start(Target.classPath(folder, "parts"), List.of(), command)) {
            String line = child.line();
            for (; !line.equals("done"); line = child.line()) {
                if (line.startsWith("{")) {
                    int end = line.indexOf('"', PART.length());
                    results.addAll("ours", "", "part " + line.substring(PART.length(), end) + " ", line);
                }
            }
        }
        progress("parts done");
    }

    private String address(Target target) throws IOException {
        String known = addresses.get(target.serverType());
        if (known != null) {
            return known;
        }
        boolean own = !target.serverType().isEmpty();
        Child server = Child.start(
                Target.classPath(folder, own ? target.module() : "server"),
                List.of("-Xmx512m"),
                List.of(own ? target.serverType() : SERVER));
        servers.put(target.serverType(), server);
        String address = server.line();
        addresses.put(target.serverType(), address);
        return address;
    }

    private static void progress(String text) {
        System.out.printf("[%tT] %s%n", System.currentTimeMillis(), text);
    }
}
