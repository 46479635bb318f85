package dev.imagecopy.benchmarks.run;

/**
 * One measured value.
 *
 * @param contender who
 * @param cloud against which service
 * @param metric what, for example {@code copy:8 cpuMicros}
 * @param value how much
 */
public record Result(String contender, String cloud, String metric, double value) {
    /** One line of the results' file. */
    String toJson() {
        return "{\"contender\":\"" + contender + "\",\"cloud\":\"" + cloud + "\",\"metric\":\"" + metric
                + "\",\"value\":" + value + "}";
    }
}
