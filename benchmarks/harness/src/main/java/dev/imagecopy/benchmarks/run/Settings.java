package dev.imagecopy.benchmarks.run;

import java.util.Locale;

/**
 * How much is measured.
 *
 * @param repetitions how often each thing is measured
 * @param warmUpMillis how long a process runs before its first phase of a kind
 * @param phaseMillis how long a phase is measured
 * @param fleet how many copies wait at once
 * @param rampSeconds over how long they are started
 * @param holdSeconds how long all of them wait then
 * @param reportOnly whether only the report is made anew from the results at hand
 */
record Settings(
        int repetitions,
        int warmUpMillis,
        int phaseMillis,
        int fleet,
        int rampSeconds,
        int holdSeconds,
        boolean reportOnly) {
    private static final Settings SHORT = new Settings(3, 2000, 800, 10_000, 60, 30, false);
    private static final Settings WHOLE = new Settings(5, 3000, 1000, 100_000, 600, 90, false);

    static Settings of(String[] arguments) {
        String version = arguments.length == 0 ? "" : arguments[0];
        Settings settings =
                switch (version) {
                    case "short" -> SHORT;
                    case "whole" -> WHOLE;
                    case "report" -> new Settings(0, 0, 0, 0, 0, 0, true);
                    default -> throw new IllegalArgumentException("say short, whole or report");
                };
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("name=value expected: " + arguments[i]);
            }
            settings = settings.with(
                    arguments[i].substring(0, equals).toLowerCase(Locale.ROOT),
                    Integer.parseInt(arguments[i].substring(equals + 1)));
        }
        return settings;
    }

    private Settings with(String name, int value) {
        return switch (name) {
            case "repetitions" ->
                new Settings(value, warmUpMillis, phaseMillis, fleet, rampSeconds, holdSeconds, false);
            case "warmup" -> new Settings(repetitions, value, phaseMillis, fleet, rampSeconds, holdSeconds, false);
            case "phase" -> new Settings(repetitions, warmUpMillis, value, fleet, rampSeconds, holdSeconds, false);
            case "fleet" ->
                new Settings(repetitions, warmUpMillis, phaseMillis, value, rampSeconds, holdSeconds, false);
            case "ramp" -> new Settings(repetitions, warmUpMillis, phaseMillis, fleet, value, holdSeconds, false);
            case "hold" -> new Settings(repetitions, warmUpMillis, phaseMillis, fleet, rampSeconds, value, false);
            default ->
                throw new IllegalArgumentException(
                        "settings are repetitions, warmup, phase (ms), fleet, ramp, hold (s), not " + name);
        };
    }
}
