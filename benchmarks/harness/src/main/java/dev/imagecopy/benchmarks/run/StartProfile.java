package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.ContenderProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time until a first answer went, by the log of loaded classes: the time from one class until the next is loaded counts for the
 * owner of the next, since finding, reading and checking a class is what a start consists of.
 */
final class StartProfile {
    private final Map<String, Double> parts = new TreeMap<>();

    private StartProfile() {}

    /** Milliseconds of each step, as {@code "copy"}, and of each owner in it, as {@code "copy of OkHttp"}. */
    static Map<String, Double> parts(List<ClassLog.Loaded> log) {
        StartProfile profile = new StartProfile();
        String step = Metrics.STEP_JVM;
        double before = 0;
        for (ClassLog.Loaded loaded : log) {
            profile.add(step, loaded.owner(), loaded.millis() - before);
            before = loaded.millis();
            if (loaded.type().equals(ContenderProcess.class.getName())) {
                step = Metrics.STEP_CLIENT;
            } else if (loaded.type().equals(ContenderProcess.Built.class.getName())) {
                step = Metrics.STEP_COPY;
            }
        }
        return profile.parts;
    }

    private void add(String step, String owner, double millis) {
        parts.merge(Metrics.ALL, millis, Double::sum);
        parts.merge(step, millis, Double::sum);
        if (!step.equals(Metrics.STEP_JVM)) {
            parts.merge(step + " " + owner, millis, Double::sum);
        }
    }
}
