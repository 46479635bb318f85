package dev.imagecopy.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * In what the threads of this process spend their CPU time, as Linux counts it, in hundredths of a second; nothing on other systems.
 * A thread that ended in between is missed.
 */
public final class CpuParts {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final double MICROS_OF_A_TICK = 10_000;

    /** Fields of {@code stat} behind the thread's name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** What a thread does. */
    public enum Part {
        /** Code of the application and of the JDK. */
        CODE("codeMicros"),
        /** What the system does for it: sockets, above all. */
        SYSTEM("systemMicros"),
        /** The JVM's compilers. */
        COMPILERS("compilerMicros"),
        /** The garbage collector. */
        COLLECTOR("collectorMicros");

        private final String metric;

        Part(String metric) {
            this.metric = metric;
        }

        /**
         * Its name in results.
         *
         * @return the name
         */
        public String metric() {
            return metric;
        }
    }

    private record Ticks(long user, long system) {}

    private final Map<String, Ticks> before = new HashMap<>();

    /** Begins with the process. */
    public CpuParts() {}

    /**
     * The microseconds since the last time.
     *
     * @return each part's, without those that have none
     */
    public Map<Part, Double> micros() {
        Map<Part, Double> micros = new EnumMap<>(Part.class);
        if (!Files.isDirectory(THREADS)) {
            return micros;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            threads.forEach(thread -> add(thread, micros));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return micros;
    }

    private void add(Path thread, Map<Part, Double> micros) {
        String stat;
        try {
            stat = Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException ended) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int behind = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, behind);
        String[] fields = stat.substring(behind + 2).split(" ", -1);
        Ticks now = new Ticks(Long.parseLong(fields[USER]), Long.parseLong(fields[SYSTEM]));
        Ticks known = before.put(thread.toString(), now);
        Ticks then = known == null ? new Ticks(0, 0) : known;
        double user = MICROS_OF_A_TICK * (now.user() - then.user());
        double system = MICROS_OF_A_TICK * (now.system() - then.system());
        if (name.matches("C[12] CompilerThre.*")) {
            micros.merge(Part.COMPILERS, user + system, Double::sum);
        } else if (name.matches("(GC|G1|VM) .*")) {
            micros.merge(Part.COLLECTOR, user + system, Double::sum);
        } else {
            micros.merge(Part.CODE, user, Double::sum);
            micros.merge(Part.SYSTEM, system, Double::sum);
        }
    }
}
