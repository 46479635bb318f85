package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Medians, and ratios of what was measured in the same turn. */
public final class Ratios {
    static final String OURS = "ours";
    static final String RAW = "raw";
    static final String RAW_FRESH = "raw-fresh";

    /** CPU time of an exchange but for the compilers'. */
    public static final String WORK = "workMicros";

    private static final String COLD = "cold millis";

    final Results results;
    private final Set<String> clouds = new LinkedHashSet<>();
    private final Set<String> contenders = new LinkedHashSet<>();

    /**
     * Of a run, or of as much as there is of it.
     *
     * @param results what was measured
     */
    public Ratios(Results results) {
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
        return compilers.length == 0 ? all : less(all, compilers); // only Linux tells them apart
    }

    /** Pair by pair; empty if there are none. */
    static Optional<Sample> ratio(double[] of, double[] to) {
        double[] each = new double[Math.min(of.length, to.length)];
        for (int i = 0; i < each.length; i++) {
            each[i] = of[i] / to[i];
        }
        return each.length == 0 ? Optional.empty() : Optional.of(Sample.of(each));
    }

    /**
     * This SDK's ratios to the hand-written client that connects as this SDK does.
     *
     * @param cloud the service
     * @param metric what was measured, beginning with the kind of exchange
     * @return turn by turn; empty if one of the two was not measured
     */
    public Optional<Sample> toYardstick(String cloud, String metric) {
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
        return ratio(OURS, cloud, COLD, coldYardstick(cloud));
    }

    static String coldYardstick(String cloud) {
        return cloud.equals("FABRIC") ? RAW_FRESH : RAW;
    }

    /** The same without what a JVM alone took in the same turn. */
    Optional<Sample> coldWithoutJvm(String cloud) {
        double[] alone = values(Metrics.JVM, cloud, COLD);
        return ratio(less(values(OURS, cloud, COLD), alone), less(values(coldYardstick(cloud), cloud, COLD), alone));
    }

    private static double[] less(double[] of, double[] what) {
        double[] rest = Arrays.copyOf(of, Math.min(of.length, what.length));
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= what[i];
        }
        return rest;
    }

    /** How many cores' time a contender took, the compilers' included. */
    double cores(String contender, String cloud, String phase) {
        double[] perSecond = values(contender, cloud, phase + " perSecond");
        double[] micros = values(contender, cloud, phase + " cpuMicros");
        double[] cores = new double[Math.min(perSecond.length, micros.length)];
        for (int i = 0; i < cores.length; i++) {
            cores[i] = perSecond[i] * micros[i] / 1e6;
        }
        return cores.length == 0 ? Double.NaN : Sample.of(cores).median();
    }

    /** What the fleet on a service told. */
    double fleet(String cloud, String metric) {
        return median(OURS, cloud, "fleet " + metric);
    }

    /** How often the steady state was measured, at the least. */
    int repetitions() {
        return leastCount("copy:1 cpuMicros");
    }

    /** The same of the cold start. */
    int starts() {
        return leastCount(COLD);
    }

    private int leastCount(String metric) {
        return clouds.stream()
                .mapToInt(cloud -> results.values(OURS, cloud, metric).length)
                .min()
                .orElse(0);
    }
}
