package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a contender weighs, what it loads before its first answer, and how long that takes. */
final class Starts {
    private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: .*");

    /** Whose classes are told apart. */
    private static final Map<String, String> OWNERS = new TreeMap<>(Map.of(
            "dev.imagecopy.", "of this SDK",
            "okhttp3.", "of OkHttp",
            "okio.", "of OkHttp",
            "kotlin.", "of Kotlin",
            "com.fasterxml.", "of Jackson"));

    private final Path folder;
    private final Settings settings;
    private final Results results;
    private final Contenders contenders;

    Starts(Path folder, Settings settings, Results results, Contenders contenders) {
        this.folder = folder;
        this.settings = settings;
        this.results = results;
        this.contenders = contenders;
    }

    void run(List<Target> targets) throws IOException {
        sizes(targets);
        classes(targets);
        coldStarts(targets);
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
                try (Child child = contenders.first(target, cloud, List.of("-Xlog:class+load:file=" + log))) {
                    child.line();
                    classes(target, cloud, Files.readAllLines(log));
                }
            }
        }
        Files.delete(log);
        Progress.say("class counts done");
    }

    private void classes(Target target, Cloud cloud, List<String> log) throws IOException {
        double all = 0;
        Map<String, Double> owners = new TreeMap<>();
        for (String line : log) {
            Matcher loaded = LOADED.matcher(line);
            if (loaded.find() && !loaded.group(1).startsWith("dev.imagecopy.benchmarks.")) {
                all++;
                owners.merge(owner(loaded.group(1)), 1.0, Double::sum);
            }
        }
        results.add(target.name(), cloud.name(), "classes", all);
        for (Map.Entry<String, Double> owner : owners.entrySet()) {
            results.add(target.name(), cloud.name(), "classes " + owner.getKey(), owner.getValue());
        }
    }

    private static String owner(String type) {
        if (type.contains("$$Lambda") || type.startsWith("java.lang.invoke.LambdaForm$")) {
            return "for lambdas";
        }
        return OWNERS.entrySet().stream()
                .filter(owner -> type.startsWith(owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("of the JDK");
    }

    private void coldStarts(List<Target> targets) throws IOException {
        for (int i = 0; i < settings.repetitions() + 1; i++) {
            for (Cloud cloud : Cloud.values()) {
                for (Target target : Target.inTurn(Target.on(cloud, targets), i)) {
                    try (Child child = contenders.first(target, cloud, List.of())) {
                        said(child, target.name(), cloud, i);
                    }
                }
                try (Child child = contenders.nothing(Target.raw(), cloud)) {
                    said(child, Metrics.JVM, cloud, i);
                }
            }
            Progress.say("cold starts " + i + " of " + settings.repetitions());
        }
    }

    private void said(Child child, String name, Cloud cloud, int round) throws IOException {
        child.line();
        if (round > 0) { // the first round fills the file cache
            results.add(name, cloud.name(), "cold millis", (double) child.millisSinceStart());
        }
    }
}
