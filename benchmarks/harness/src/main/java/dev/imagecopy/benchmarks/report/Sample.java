package dev.imagecopy.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;

/**
 * Repeated measurements of one thing.
 *
 * @param median the middle one
 * @param least the smallest
 * @param most the largest
 * @param count how many
 */
public record Sample(double median, double least, double most, int count) {
    /**
     * Summarises values.
     *
     * @param values at least one
     * @return their summary
     */
    public static Sample of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Sample(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Half of the distance between the extremes, in per cent of the median. */
    double spreadPercent() {
        return median == 0 ? 0 : 50 * (most - least) / median;
    }

    /** The median with the extremes. */
    String range() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }

    /** Whether a limit lies between the extremes, so that the noise decides on which side the median is. */
    boolean isUnresolved(double limit) {
        return least <= limit && limit < most;
    }

    /** The median with its spread. */
    String text() {
        String form = median >= 100 ? "%.0f" : median >= 10 ? "%.1f" : "%.3f";
        return String.format(Locale.ROOT, form + " ±%.0f %%", median, spreadPercent());
    }
}
