package dev.imagecopy.benchmarks.run;

/** The names of metrics, and what the names of those of one phase begin with. */
public final class Metrics {
    /** Exchanges over TLS. */
    public static final String TLS = "tls ";

    /** The start of the command. */
    public static final String HELP = "help millis";

    /** The heap of a waiting copy by class. */
    public static final String HEAP = "heap ";

    /** Polls of a process with many waiting copies, and of one with few. */
    public static final String GROWTH = "growth ";

    /** What users feel. */
    public static final String FELT = "felt ";

    /** One copy by the command. */
    public static final String COMMAND_COPY = FELT + "copy millis";

    /** Tests by JUnit. */
    public static final String TEST = FELT + "test millis";

    /** Copies that begin at once. */
    public static final String AT_ONCE = FELT + "at once ";

    /** The first seconds of such copies. */
    public static final String FIRST_SECONDS = FELT + "first seconds ";

    /** Behind {@link #FIRST_SECONDS}: whose the code is. */
    public static final String OWNER = "code of ";

    /** BulkCopy. */
    public static final String BULK = FELT + "bulk ";

    /** A worker of a fleet. */
    public static final String WORKER = FELT + "worker ";

    /** The build and the demo of a fresh clone. */
    public static final String HOUSE = "house ";

    /** Shares of an exchange in a flight recording, and what all of it took. */
    public static final String PROFILE = "profile ";

    /** A cold start's time by step and by whose classes were loaded. */
    public static final String START = "start ";

    /** Behind {@link #START}: the whole of it. */
    public static final String ALL = "all";

    /** Behind {@link #START}: until the program begins. */
    public static final String STEP_JVM = "JVM";

    /** Behind {@link #START}: until the client is built. */
    public static final String STEP_CLIENT = "client";

    /** Behind {@link #START}: until the first copy is answered. */
    public static final String STEP_COPY = "copy";

    /** Behind {@link #PROFILE} and the phase: a part of the time in Java. */
    public static final String CODE = " code ";

    /** The same of the allocation. */
    public static final String ALLOCATED = " allocated ";

    /** With which the name of a part begins that is a method of this SDK. */
    public static final String OF_THE_SDK = "SDK: ";

    /** Its methods that are too small for a name of their own. */
    public static final String OTHERS_OF_THE_SDK = OF_THE_SDK + "others";

    /** With which the name of a part begins that is a method of a client by hand, or of ours in the benchmark. */
    public static final String BY_HAND = "benchmark: ";

    /** Stands as a contender for a JVM without any client. */
    public static final String JVM = "a JVM alone";

    private Metrics() {}

    /** The name under which a part too small for a name of its own is counted. */
    static String smallPart(String part) {
        for (String owner : new String[] {OF_THE_SDK, BY_HAND}) {
            if (part.startsWith(owner)) {
                return owner + "others";
            }
        }
        return part;
    }
}
