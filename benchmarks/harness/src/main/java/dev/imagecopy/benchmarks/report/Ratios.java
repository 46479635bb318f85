package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Medians and their ratios. */
final class Ratios {
    static final String OURS = "ours";
    static final String RAW = "raw";

    final Results results;
    private final Set<String> clouds = new LinkedHashSet<>();
    private final Set<String> contenders = new LinkedHashSet<>();

    Ratios(Results results) {
        this.results = results;
        for (Result result : results.all()) {
            contenders.add(result.contender());
            if (!result.cloud().isEmpty()) {
                clouds.add(result.cloud());
            }
        }
    }

    List<String> clouds() {
        return List.copyOf(clouds);
    }

    List<String> contenders() {
        return List.copyOf(contenders);
    }

    /** The median; not a number where nothing was measured. */
    double median(String contender, String cloud, String metric) {
        double[] values = results.values(contender, cloud, metric);
        return values.length == 0 ? Double.NaN : Sample.of(values).median();
    }

    double ratio(String contender, String cloud, String metric, String other) {
        return median(contender, cloud, metric) / median(other, cloud, metric);
    }

    /** What the fleet on a service told. */
    double fleet(String cloud, String metric) {
        return median(OURS, cloud, "fleet " + metric);
    }

    /** How often the steady state was measured, at the least. */
    int repetitions() {
        return clouds.stream()
                .mapToInt(cloud -> results.values(OURS, cloud, "copy:1 cpuMicros").length)
                .min()
                .orElse(0);
    }
}
