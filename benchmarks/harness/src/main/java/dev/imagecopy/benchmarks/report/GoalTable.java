package dev.imagecopy.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;

/** The rows of goals: what was measured for each, and whether the worst of it reaches the limit; if not, the reason. */
final class GoalTable {
    private final StringBuilder text = new StringBuilder("| goal | measured | |\n|---|---|---|\n");

    /** A goal for values that have no range. */
    void atMost(String goal, double limit, Map<String, Double> parts, String reason) {
        boolean measured = parts.values().stream().anyMatch(value -> !Double.isNaN(value));
        boolean met = parts.values().stream().allMatch(value -> value <= limit);
        text.append("| ").append(goal).append(" | ");
        text.append(measured ? told(parts) : "not measured").append(" | ");
        text.append(measured ? met ? "met" : open(reason) : "**open**: not measured")
                .append(" |\n");
    }

    /** A goal for ratios, of which each has a range. */
    void atMost(String goal, Map<String, Sample> parts, double limit, String reason) {
        ratio(goal, parts, value -> value <= limit, limit, reason);
    }

    /** The same from below. */
    void atLeast(String goal, Map<String, Sample> parts, double limit, String reason) {
        ratio(goal, parts, value -> value >= limit, limit, reason);
    }

    private void ratio(String goal, Map<String, Sample> parts, DoublePredicate reaches, double limit, String reason) {
        List<String> told = new ArrayList<>();
        List<String> unresolved = new ArrayList<>();
        parts.forEach((part, ratio) -> {
            told.add(part + " " + ratio.range());
            if (ratio.isUnresolved(limit)) {
                unresolved.add(part);
            }
        });
        boolean met = parts.values().stream().allMatch(ratio -> reaches.test(ratio.median()));
        text.append("| ").append(goal).append(" | ");
        text.append(parts.isEmpty() ? "not measured" : String.join("; ", told)).append(" | ");
        text.append(parts.isEmpty() ? "**open**: not measured" : met ? "met" : open(reason));
        text.append(unresolved.isEmpty() ? "" : "; not resolved by the noise: " + String.join(", ", unresolved))
                .append(" |\n");
    }

    private static String open(String reason) {
        return "**open**: " + reason;
    }

    private static String told(Map<String, Double> parts) {
        List<String> told = new ArrayList<>();
        parts.forEach((part, value) -> told.add(part + " " + number(value)));
        return String.join("; ", told);
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }

    String toMarkdown() {
        return text.append('\n').toString();
    }
}
