package dev.imagecopy.benchmarks.contender;

import java.net.URI;

/**
 * The program of a contender's process. Arguments: the contender's class, the cloud, the server's address, and a scenario
 * with its own arguments. Results are lines on standard output; the process ends without running down what is open.
 *
 * <table>
 * <caption>Scenarios</caption>
 * <tr><td>{@code nothing}</td><td>says {@value #FIRST}, ends, without any client: what a JVM takes alone</td></tr>
 * <tr><td>{@code first}</td><td>builds the client, makes one copy, says {@value #FIRST}, ends</td></tr>
 * <tr><td>{@code counted WARMUP MEASURED KIND…}</td><td>{@link Counted}: a line of JSON for each kind</td></tr>
 * <tr><td>{@code steady WARMUP_MS MEASURED_MS}</td><td>{@link Steady}: a line of JSON for each phase asked for</td></tr>
 * </table>
 *
 * <p>It loads as little as it can before the contender does: the class counts and cold starts are measured through it.
 */
public final class ContenderProcess {
    /** Said when the first response is there. */
    public static final String FIRST = "first answer";

    /** Loaded when the client is built, which the JVM's log of classes shows. */
    public static final class Built {
        private Built() {}
    }

    /** Loaded when the first copy is answered. */
    public static final class Answered {
        private Answered() {}
    }

    private ContenderProcess() {}

    /**
     * Measures one contender.
     *
     * @param arguments as above
     * @throws Exception whatever the contender threw: the process then ends with an error
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[3].equals("nothing")) {
            System.out.println(FIRST);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
        Contender contender = Class.forName(arguments[0])
                .asSubclass(Contender.class)
                .getDeclaredConstructor()
                .newInstance();
        Cloud cloud = Cloud.valueOf(arguments[1]);
        contender.open(cloud, URI.create(arguments[2]));
        if (arguments[3].equals("first")) {
            new Built();
            contender.copy();
            new Answered();
            System.out.println(FIRST);
        } else if (arguments[3].equals("steady")) {
            Steady.run(contender, arguments);
        } else if (arguments[3].equals("counted")) {
            Counted.run(contender, arguments);
        } else {
            throw new IllegalArgumentException("unknown scenario " + arguments[3]);
        }
        System.out.flush();
        if (Boolean.getBoolean("benchmark.exit")) {
            System.exit(0); // a recording is written at the end
        }
        Runtime.getRuntime().halt(0);
    }
}
