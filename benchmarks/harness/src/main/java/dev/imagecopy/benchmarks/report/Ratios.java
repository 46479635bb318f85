package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Medians, and ratios of what was measured in the same turn. */
final class Ratios {
    static final String OURS = "ours";
    static final String RAW = "raw";
    static final String RAW_FRESH = "raw-fresh";

    /** CPU time of an exchange but for the compilers'. */
    static final String WORK = "workMicros";

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
        double[] values = values(contender, cloud, metric);
        return values.length == 0 ? Double.NaN : Sample.of(values).median();
    }

    /** Turn by turn; empty if one of the two was not measured. */
    Optional<Sample> ratio(String contender, String cloud, String metric, String other) {
        return ratio(values(contender, cloud, metric), values(other, cloud, metric));
    }

    /** What was measured, or for {@value #WORK} what follows from it. */
    double[] values(String contender, String cloud, String metric) {
        if (!metric.endsWith(WORK)) {
            return results.values(contender, cloud, metric);
        }
        String phase = metric.substring(0, metric.length() - WORK.length());
        double[] all = results.values(contender, cloud, phase + "cpuMicros");
        double[] compilers = results.values(contender, cloud, phase + "compilerMicros");
        for (int i = 0; i < Math.min(all.length, compilers.length); i++) {
            all[i] -= compilers[i];
        }
        return all;
    }

    /** Pair by pair; empty if there are none. */
    static Optional<Sample> ratio(double[] of, double[] to) {
        double[] each = new double[Math.min(of.length, to.length)];
        for (int i = 0; i < each.length; i++) {
            each[i] = of[i] / to[i];
        }
        return each.length == 0 ? Optional.empty() : Optional.of(Sample.of(each));
    }

    /** The hand-written client that connects as this SDK does. */
    Optional<Sample> toYardstick(String cloud, String metric) {
        return toYardstick(cloud, "", metric);
    }

    /** The same for metrics whose names begin with something more. */
    Optional<Sample> toYardstick(String cloud, String prefix, String metric) {
        return ratio(OURS, cloud, prefix + metric, yardstick(cloud, metric));
    }

    /** Its name, for an exchange whose name begins with its kind. */
    static String yardstick(String cloud, String exchange) {
        boolean once = exchange.startsWith("copy") && (cloud.equals("HUAWEI") || cloud.equals("FABRIC"));
        return once ? RAW_FRESH : RAW;
    }

    /** A first copy on Service Fabric is two calls on two connections for both; one of the others has one of each. */
    Optional<Sample> coldToYardstick(String cloud) {
        return ratio(OURS, cloud, "cold millis", coldYardstick(cloud));
    }

    static String coldYardstick(String cloud) {
        return cloud.equals("FABRIC") ? RAW_FRESH : RAW;
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
