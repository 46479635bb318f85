package dev.imagecopy.benchmarks.run;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much is measured: a version's numbers, of which some may be given otherwise. */
final class Settings {
    private static final Map<String, Integer> SHORT =
            Map.of("repetitions", 2, "warmup", 8000, "phase", 500, "fleet", 10_000, "ramp", 30, "hold", 30, "parts", 1);
    private static final Map<String, Integer> START = Map.of("repetitions", 11);
    private static final Map<String, Integer> WHOLE = Map.of(
            "repetitions", 5, "warmup", 40_000, "phase", 1000, "fleet", 100_000, "ramp", 600, "hold", 300, "parts", 3);

    private final String version;
    private final Map<String, Integer> values;

    private Settings(String version, Map<String, Integer> values) {
        this.version = version;
        this.values = new TreeMap<>(values);
    }

    static Settings of(String[] arguments) {
        String version = arguments.length == 0 ? "" : arguments[0];
        Settings settings =
                switch (version) {
                    case "short" -> new Settings(version, SHORT);
                    case "start" -> new Settings(version, START);
                    case "whole" -> new Settings(version, WHOLE);
                    case "command", "report" -> new Settings(version, Map.of());
                    default -> throw new IllegalArgumentException("say command, start, short, whole or report");
                };
        for (int i = 1; i < arguments.length; i++) {
            settings.change(arguments[i]);
        }
        return settings;
    }

    private void change(String argument) {
        int equals = argument.indexOf('=');
        String name = argument.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("settings of " + version + " are " + values + ", not " + argument);
        }
        values.put(name, Integer.parseInt(argument.substring(equals + 1)));
    }

    /** Whether only the report is made anew from the results at hand. */
    boolean reportOnly() {
        return version.equals("report");
    }

    /** Whether the start of the command is all that is measured, and the other results stay. */
    boolean commandOnly() {
        return version.equals("command");
    }

    /** Whether jars, classes and cold starts are all that is measured. */
    boolean startOnly() {
        return version.equals("start");
    }

    /** How often each thing is measured. */
    int repetitions() {
        return values.get("repetitions");
    }

    /** How long a process runs before its first phase of a kind. */
    int warmUpMillis() {
        return values.get("warmup");
    }

    /** How long a phase is measured. */
    int phaseMillis() {
        return values.get("phase");
    }

    /** How many copies wait at once. */
    int fleet() {
        return values.get("fleet");
    }

    /** Over how long they are started. */
    int rampSeconds() {
        return values.get("ramp");
    }

    /** How long all of them wait then. */
    int holdSeconds() {
        return values.get("hold");
    }

    /** How many measurements JMH makes of each of the engine's parts. */
    int partMeasurements() {
        return values.get("parts");
    }

    /** The command that asks for these. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("benchmarks/run ").append(version);
        values.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
