package dev.imagecopy.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How much is measured: a version's numbers, of which some may be given otherwise. */
final class Settings {
    private static final Map<String, Integer> STEADY_SHORT =
            Map.of("starts", 2, "repetitions", 2, "warmup", 8000, "phase", 500);
    private static final Map<String, Integer> STEADY_WHOLE =
            Map.of("starts", 11, "repetitions", 5, "warmup", 40_000, "phase", 1000);
    private static final Map<String, Integer> FLEET_SHORT =
            Map.of("fleet", 10_000, "ramp", 30, "hold", 30, "parts", 1, "house", 0);
    private static final Map<String, Integer> FLEET_WHOLE =
            Map.of("fleet", 100_000, "ramp", 600, "hold", 300, "parts", 3, "house", 0);
    private static final Map<String, Integer> FELT_SHORT =
            Map.of("copies", 1000, "lasting", 10, "bulk", 1000, "waiting", 100);
    private static final Map<String, Integer> FELT_WHOLE =
            Map.of("copies", 1000, "lasting", 40, "bulk", 10_000, "waiting", 1000);

    /** What is measured. */
    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable lists never change
    enum Version {
        /** All, in minutes. */
        SHORT("", List.of(STEADY_SHORT, FLEET_SHORT, FELT_SHORT)),
        /** All, as it is to be quoted. */
        WHOLE("", List.of(STEADY_WHOLE, FLEET_WHOLE, FELT_WHOLE)),
        /** Jars, classes, and the time to the first answer. */
        START("", List.of(Map.of("starts", 11))),
        /** The start of the command; the other results stay, as with those that follow. */
        COMMAND(Metrics.HELP, List.of()),
        /** Copies and polls over TLS. */
        TLS(Metrics.TLS, List.of(STEADY_WHOLE)),
        /** What users feel. */
        FELT(Metrics.FELT, List.of(FELT_WHOLE)),
        /** {@code mvn verify} and the demo in a fresh clone. */
        HOUSE(Metrics.HOUSE, List.of()),
        /** Nothing: the report is made anew from the results at hand. */
        REPORT("", List.of());

        /** With which the names of its metrics begin, if the others stay. */
        final String prefix;

        private final List<Map<String, Integer>> values;

        Version(String prefix, List<Map<String, Integer>> values) {
            this.prefix = prefix;
            this.values = values;
        }

        /** Whether the other results stay. */
        boolean isPart() {
            return !prefix.isEmpty();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Version version;
    private final Map<String, Integer> values = new TreeMap<>();

    private Settings(Version version) {
        this.version = version;
        version.values.forEach(values::putAll);
    }

    static Settings of(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        Settings settings = new Settings(Arrays.stream(Version.values())
                .filter(version -> version.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("say one of "
                        + Arrays.stream(Version.values()).map(Version::toString).collect(Collectors.joining(", ")))));
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

    Version version() {
        return version;
    }

    /** Whether the build and the demo in a fresh clone are measured at the end. */
    boolean house() {
        return values.get("house") != 0;
    }

    /** How often cold starts are measured. */
    int starts() {
        return values.get("starts");
    }

    /** How often steady states are measured, and the batches of a fleet's submissions. */
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

    /** How many copies begin at the same moment on each client. */
    int copiesAtOnce() {
        return values.get("copies");
    }

    /** How long each of them takes at its service; a fourth of it on Service Fabric, which has places for a fourth. */
    int copySeconds() {
        return values.get("lasting");
    }

    /** How many copies BulkCopy makes. */
    int bulkCopies() {
        return values.get("bulk");
    }

    /** How many copies wait in the database while a fleet's steps are counted. */
    int waitingInDatabase() {
        return values.get("waiting");
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
