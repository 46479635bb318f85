package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Result;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whose classes are loaded until the first answer: the profile of a cold start. */
final class LoadedClasses {
    private static final String PREFIX = "classes ";
    private static final List<String> CONTENDERS = List.of(Ratios.OURS, Ratios.RAW, Ratios.RAW_FRESH);

    private LoadedClasses() {}

    /** A table; nothing if they were not told apart. */
    static String toMarkdown(Ratios ratios) {
        Set<String> owners = new TreeSet<>();
        for (Result result : ratios.results.all()) {
            if (result.metric().startsWith(PREFIX)) {
                owners.add(result.metric().substring(PREFIX.length()));
            }
        }
        if (owners.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("Classes until then:\n\n| | contender | all | ");
        text.append(String.join(" | ", owners)).append(" |\n|---|---|---|").append("---|".repeat(owners.size()));
        for (String cloud : ratios.clouds()) {
            for (String contender : CONTENDERS) {
                double all = ratios.median(contender, cloud, "classes");
                if (Double.isNaN(all)) {
                    continue;
                }
                text.append("\n| ")
                        .append(cloud)
                        .append(" | ")
                        .append(contender)
                        .append(" | ");
                text.append(Math.round(all)).append(" |");
                for (String owner : owners) {
                    double count = ratios.median(contender, cloud, PREFIX + owner);
                    text.append(' ')
                            .append(Double.isNaN(count) ? 0 : Math.round(count))
                            .append(" |");
                }
            }
        }
        return text.append("\n\n").toString();
    }
}
