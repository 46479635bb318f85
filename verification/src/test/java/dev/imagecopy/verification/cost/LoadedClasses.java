package dev.imagecopy.verification.cost;

import java.util.List;

/** Counts what a JVM loaded, by its log of class loading. */
final class LoadedClasses {
    /** The measuring program's own classes. */
    private static final String MEASURING = " dev.imagecopy.benchmarks.";

    private LoadedClasses() {}

    static long in(List<String> log) {
        return log.stream()
                .filter(line -> line.contains(" source: ") && !line.contains(MEASURING))
                .count();
    }
}
