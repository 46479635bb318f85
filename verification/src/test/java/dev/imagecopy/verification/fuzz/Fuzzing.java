package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * Gives a parser damaged inputs: 10,000 of them, or fewer where reading one takes longer, and ten times as many with
 * {@code -Dsoak=true} (profile {@code soak}); all of them, however long that takes. {@code -Dfuzz.inputs} and
 * {@code -Dfuzz.firstSeed} change that; each input comes of a seed of its own, which a failure tells.
 */
public final class Fuzzing {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int INPUTS = 10_000;
    private static final int SOAK_FACTOR = 10;
    private static final long FIRST_SEED = Long.getLong("fuzz.firstSeed", 1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What one input may cost at most; the JDK itself grants the key of a PKCS#12 file some seconds. */
    private static final Duration MOST_TIME = Duration.ofMinutes(1);

    /** So many that one at least is damaged where it does no harm. */
    private static final int LEAST_TO_GET_THROUGH = 500;

    private static final long MOST_BYTES = 64L << 20;

    /** Reads one damaged input and throws what its caller would see; false if it tells otherwise that it could not. */
    public interface Parser {
        boolean read(Mutator mutator) throws Exception;
    }

    private final int inputs;
    private final String name;
    private final List<Class<?>> documented;
    private final List<String> secrets;

    private Fuzzing(int inputs, String name, List<Class<?>> documented, List<String> secrets) {
        this.inputs = inputs;
        this.name = name;
        this.documented = documented;
        this.secrets = secrets;
    }

    /**
     * Fuzzing of one parser.
     *
     * @param documented what the parser may throw, subclasses included
     */
    public static Fuzzing of(String name, Class<?>... documented) {
        return of(INPUTS, name, documented);
    }

    /**
     * Fuzzing of a parser that takes its time.
     *
     * @param inputs how many inputs it gets when nothing else is asked for
     * @param documented what the parser may throw, subclasses included
     */
    public static Fuzzing of(int inputs, String name, Class<?>... documented) {
        return new Fuzzing(
                Integer.getInteger("fuzz.inputs", SOAK ? SOAK_FACTOR * inputs : inputs),
                name,
                List.of(documented),
                List.of());
    }

    /** Neither messages nor causes may show these. */
    public Fuzzing hiding(String... texts) {
        return new Fuzzing(inputs, name, documented, List.of(texts));
    }

    public void run(Parser parser) {
        int read = 0;
        int refused = 0;
        for (int n = 0; n < inputs; n++) {
            if (isRead(parser, FIRST_SEED + n)) {
                read++;
            } else {
                refused++;
            }
        }
        System.out.printf("fuzzing %s: %d inputs read, %d refused%n", name, read, refused);
        assertThat(read + refused).as("%s: inputs", name).isEqualTo(inputs);
        if (inputs >= LEAST_TO_GET_THROUGH) {
            assertThat(read).as("%s: inputs that get through", name).isPositive();
        }
    }

    private boolean isRead(Parser parser, long seed) {
        long time = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        boolean read = false;
        try {
            read = parser.read(new Mutator(seed));
        } catch (Throwable thrown) {
            requireDocumented(thrown, seed);
        }
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time))
                .as("time of %s, -Dfuzz.firstSeed=%d", name, seed)
                .isLessThan(MOST_TIME);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes)
                .as("memory of %s, -Dfuzz.firstSeed=%d", name, seed)
                .isLessThan(MOST_BYTES);
        return read;
    }

    /** What the transport of a test throws is the cause of our own exception. */
    private static boolean isCausedByTheTest(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof AssertionError) {
                return true;
            }
        }
        return false;
    }

    private void requireDocumented(Throwable thrown, long seed) {
        if (documented.stream().noneMatch(kind -> kind.isInstance(thrown)) || isCausedByTheTest(thrown)) {
            throw new AssertionError(name + " threw what it does not promise, -Dfuzz.firstSeed=" + seed, thrown);
        }
        if (!secrets.isEmpty()) {
            StringWriter told = new StringWriter();
            thrown.printStackTrace(new PrintWriter(told));
            assertThat(told.toString())
                    .as("%s, -Dfuzz.firstSeed=%d", name, seed)
                    .doesNotContain(secrets);
        }
    }
}
