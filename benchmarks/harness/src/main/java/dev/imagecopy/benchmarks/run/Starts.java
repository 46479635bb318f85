package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a contender weighs, what it loads before its first answer, and how long that takes. */
final class Starts {
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
        profiles();
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
        for (Target target : targets) {
            for (Cloud cloud : target.clouds()) {
                count(target, cloud, log(target, cloud));
            }
        }
        Progress.say("class counts done");
    }

    /** The classes that a process loads until its first answer, and a few for its end. */
    private List<ClassLog.Loaded> log(Target target, Cloud cloud) throws IOException {
        Path file = Files.createTempFile("classes", ".log");
        try {
            try (Child child = contenders.first(target, cloud, ClassLog.options(file))) {
                child.line();
            }
            return ClassLog.read(file);
        } finally {
            Files.delete(file);
        }
    }

    private void count(Target target, Cloud cloud, List<ClassLog.Loaded> log) throws IOException {
        double all = 0;
        Map<String, Double> owners = new TreeMap<>();
        for (ClassLog.Loaded loaded : log) {
            if (!loaded.isOfTheBenchmark()) {
                all++;
                owners.merge(loaded.owner(), 1.0, Double::sum);
            }
        }
        results.add(target.name(), cloud.name(), "classes", all);
        results.addAll(target.name(), cloud.name(), "classes ", owners);
    }

    /** Of this SDK and of the client by hand that it is compared with, in turns. */
    private void profiles() throws IOException {
        for (int i = 0; i < settings.starts(); i++) {
            for (Cloud cloud : Cloud.values()) {
                for (Target target : Target.inTurn(List.of(Target.ours(), Target.coldYardstick(cloud)), i)) {
                    results.addAll(target.name(), cloud.name(), Metrics.START, StartProfile.parts(log(target, cloud)));
                }
            }
        }
        Progress.say("profiles of cold starts done");
    }

    private void coldStarts(List<Target> targets) throws IOException {
        for (int i = 0; i < settings.starts() + 1; i++) {
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
            Progress.say("cold starts " + i + " of " + settings.starts());
        }
    }

    private void said(Child child, String name, Cloud cloud, int round) throws IOException {
        child.line();
        if (round > 0) { // the first round fills the file cache
            results.add(name, cloud.name(), "cold millis", (double) child.millisSinceStart());
        }
    }
}
