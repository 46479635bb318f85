package dev.imagecopy.benchmarks.parts;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures each part in a process of its own: nanoseconds and bytes of an invocation, a line of JSON each. */
public final class Parts {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Parts() {}

    /**
     * Runs all benchmarks.
     *
     * @param arguments how many measurements of a second to make of each, after two of warming up
     * @throws RunnerException if one fails
     */
    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(Integer.parseInt(arguments[0]))
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        tell(new Runner(options).run());
        System.out.println("done");
    }

    private static void tell(Collection<RunResult> results) {
        Map<String, String> lines = new TreeMap<>();
        for (RunResult result : results) {
            String[] names = result.getParams().getBenchmark().split("\\.", -1);
            String part = names[names.length - 2].replace("Parts", "") + " " + names[names.length - 1];
            Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
            lines.put(
                    part,
                    String.format(
                            Locale.ROOT,
                            "{\"part\":\"%s\",\"nanos\":%.1f,\"bytes\":%.1f}",
                            part,
                            result.getPrimaryResult().getScore(),
                            bytes.getScore()));
        }
        lines.values().forEach(System.out::println);
    }
}
