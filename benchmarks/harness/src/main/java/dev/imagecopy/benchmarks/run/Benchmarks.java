package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures every contender that is built. Contenders take turns phase by phase, once forwards and once backwards, so that a slow
 * minute of the machine meets all of them, and the values of one turn can be compared pair by pair. Run from the folder of the
 * project: {@code benchmarks/run short} or {@code benchmarks/run whole}. {@link Settings.Version} has the others, which measure a
 * part of it.
 */
public final class Benchmarks {
    private final Path folder;
    private final Settings settings;
    private final Results results;
    private final Servers servers;
    private final Contenders contenders;

    private Benchmarks(Path folder, Settings settings, Servers servers) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.servers = servers;
        this.contenders = new Contenders(folder, servers);
        Path file = folder.resolve("report/results.jsonl");
        this.results =
                settings.version().isPart() ? Results.without(file, settings.version().prefix) : new Results(file);
    }

    /**
     * Runs the benchmarks and writes the report.
     *
     * @param arguments a version, then settings as {@code name=value}
     * @throws IOException if a process cannot be run
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of("benchmarks");
        Settings settings = Settings.of(arguments);
        if (settings.version() != Settings.Version.REPORT) {
            long begin = System.nanoTime();
            try (Servers servers = new Servers(folder)) {
                new Benchmarks(folder, settings, servers).run();
            }
            Progress.say("done in " + (System.nanoTime() - begin) / 60_000_000_000L + " min");
        }
        Report.write(folder.resolve("report"));
        Progress.say("report: " + folder.resolve("report/README.md"));
    }

    private void run() throws IOException {
        if (settings.version().isPart()) {
            Files.writeString(
                    folder.resolve("report/machine.md"),
                    "| measured anew afterwards, compared with nothing else | `" + settings + "`, "
                            + LocalDate.now(ZoneOffset.UTC) + " |\n",
                    StandardOpenOption.APPEND);
        }
        switch (settings.version()) {
            case COMMAND -> command();
            case TLS -> overTls(built());
            case FELT -> felt();
            case HOUSE -> house();
            case START -> start();
            case SHORT, WHOLE -> whole();
            case REPORT -> throw new IllegalArgumentException("nothing is measured for a report");
        }
    }

    private List<Target> built() {
        List<Target> targets = new ArrayList<>();
        for (Target target : Target.all()) {
            if (target.isBuilt(folder)) {
                targets.add(target);
            } else {
                Progress.say("not built, left out: " + target.name());
            }
        }
        return targets;
    }

    private List<Target> start() throws IOException {
        List<Target> targets = built();
        Files.writeString(
                folder.resolve("report/machine.md"), Machine.toMarkdown(settings.toString(), targets, folder));
        new Starts(folder, settings, results, contenders).run(targets);
        command();
        return targets;
    }

    private void whole() throws IOException {
        List<Target> targets = start();
        Phase.attempt("steady states", () -> new SteadyStates(settings, results, contenders).run(targets));
        Phase.attempt("exchanges over TLS", () -> overTls(targets));
        Phase.attempt("parts", () -> EngineParts.measure(folder, settings.partMeasurements(), results));
        new Fleets(folder, settings, results, servers).run();
        felt();
        if (settings.house()) {
            Phase.attempt("a fresh clone", this::house);
        }
    }

    private void overTls(List<Target> targets) throws IOException {
        if (servers.isSecureBuilt()) {
            new SteadyStates(settings, results, contenders).runSecure(targets);
        } else {
            Progress.say("not built, left out: the stub server with TLS");
        }
    }

    private void command() throws IOException {
        new CommandStarts(folder.resolve(".."), results).measure();
    }

    private void felt() {
        new Felt(folder, settings, results).run();
    }

    private void house() throws IOException {
        FreshClone.measure(folder.resolve(".."), results);
    }
}
