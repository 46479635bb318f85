package dev.imagecopy.benchmarks.run;

/** The names of metrics, and what the names of those of one phase begin with. */
public final class Metrics {
    /** Exchanges over TLS. */
    public static final String TLS = "tls ";

    /** The start of the command. */
    public static final String HELP = "help millis";

    /** What users feel. */
    public static final String FELT = "felt ";

    /** One copy by the command. */
    public static final String COMMAND_COPY = FELT + "copy millis";

    /** Tests by JUnit. */
    public static final String TEST = FELT + "test millis";

    /** Copies that begin at once. */
    public static final String AT_ONCE = FELT + "at once ";

    /** BulkCopy. */
    public static final String BULK = FELT + "bulk ";

    /** A worker of a fleet. */
    public static final String WORKER = FELT + "worker ";

    /** The build and the demo of a fresh clone. */
    public static final String HOUSE = "house ";

    private Metrics() {}
}
