package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.ProviderJars;
import dev.imagecopy.benchmarks.run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The jars that an application carries. Ours has a provider for each service, of which it needs one. */
final class Footprint {
    private static final String JAR = "jar ";
    private static final String KNOWN_JARS = "(okhttp|okio|kotlin|jackson|slf4j).*";
    private static final String CORE = "sdk-core-";

    /** They hold nothing that runs. */
    private static final String ANNOTATIONS = "(annotations|jspecify)-.*";

    private static final double SHOWN = 0.05;

    private final Map<String, Double> jars = new TreeMap<>();

    Footprint(Ratios ratios, String contender) {
        for (Result result : ratios.results.all()) {
            if (result.contender().equals(contender) && result.metric().startsWith(JAR)) {
                jars.put(result.metric().substring(JAR.length()), result.value() / 1e6);
            }
        }
    }

    /** Megabytes of all jars for one service. */
    double megabytes(String cloud) {
        return jars.isEmpty()
                ? Double.NaN
                : jars.entrySet().stream()
                        .filter(jar -> ProviderJars.isFor(cloud, jar.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
    }

    /** How many jars there are for one service. */
    double count(String cloud) {
        return jars.isEmpty()
                ? Double.NaN
                : jars.keySet().stream()
                        .filter(jar -> ProviderJars.isFor(cloud, jar))
                        .count();
    }

    /** The largest first; ours as one. */
    String parts(String cloud) {
        Map<String, Double> parts = new TreeMap<>();
        jars.forEach((jar, megabytes) -> {
            if (ProviderJars.isFor(cloud, jar)) {
                parts.merge(
                        jar.startsWith("sdk-") ? "this SDK" : jar.replaceFirst("-[0-9.]+\\.jar$", ""),
                        megabytes,
                        Double::sum);
            }
        });
        return parts.entrySet().stream()
                .filter(part -> part.getValue() >= SHOWN)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(part -> String.format(Locale.ROOT, "%s %.2f", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Jars of other people with code in them, besides those that we build upon. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        for (String jar : jars.keySet()) {
            boolean isOurs = jar.startsWith(CORE) || ProviderJars.isOne(jar);
            if (!isOurs && !jar.matches(KNOWN_JARS) && !jar.matches(ANNOTATIONS)) {
                others.add(jar);
            }
        }
        return others;
    }

    boolean isMeasured() {
        return !jars.isEmpty();
    }
}
