package dev.imagecopy.benchmarks.simulators;

import com.sun.management.OperatingSystemMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.TransportThreads;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program that makes many copies at once with a client of default settings, which has just been built:
 * {@code CLOUD ENDPOINT FIRST COUNT SECONDS}, of which the third is the number of the first and the last how long the service takes
 * for each. Then the same again with another client, in a JVM that is warm by then. Prints one line of JSON.
 */
public final class AtOnce {
    /** Service Fabric's calls stay open until the copy is done, and a client has so many places for them. */
    private static final int PLACES = 256;

    private static final Duration BOUND = Duration.ofMinutes(15);
    private static final int MESSAGES = 5;

    private final Cloud cloud;
    private final URI endpoint;
    private final int count;
    private int errors;

    private AtOnce(Cloud cloud, URI endpoint, int count) {
        this.cloud = cloud;
        this.endpoint = endpoint;
        this.count = count;
    }

    /** When all calls had returned, and when all copies had ended. */
    private record Times(double accepted, double ended) {}

    /**
     * Copies twice.
     *
     * @param arguments as above
     */
    public static void main(String... arguments) {
        Cloud cloud = Cloud.valueOf(arguments[0]);
        int first = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TransportThreads threads = TransportThreads.watch();
        AtOnce copies = new AtOnce(cloud, URI.create(arguments[1]), count);
        Times cold = copies.run(first);
        double cpuMillis = system.getProcessCpuTime() / 1e6;
        Times warm = copies.run(first + count);
        System.out.printf(
                Locale.ROOT,
                "{\"copies\":%d,\"errors\":%d,\"seconds\":%.2f,\"allowedSeconds\":%.2f,\"cpuMillis\":%.0f,"
                        + "\"transportThreads\":%d,\"acceptedSeconds\":%.2f,\"warmSeconds\":%.2f,"
                        + "\"warmAcceptedSeconds\":%.2f}%n",
                count,
                copies.errors,
                cold.ended(),
                allowed(cloud, count, Integer.parseInt(arguments[4])),
                cpuMillis,
                threads.most(),
                cold.accepted(),
                warm.ended(),
                warm.accepted());
    }

    private Times run(int first) {
        AtomicLong lastAccepted = new AtomicLong();
        long begin = System.nanoTime();
        try (SimulatedClient<?, ?> client = SimulatedClient.of(cloud, endpoint, builder -> {})) {
            List<? extends CompletableFuture<?>> started = client.start(
                    first, count, BOUND, () -> lastAccepted.accumulateAndGet(System.nanoTime() - begin, Math::max));
            for (CompletableFuture<?> copy : started) {
                try {
                    copy.join();
                } catch (CompletionException failed) {
                    if (errors++ < MESSAGES) {
                        System.err.println(failed.getCause());
                    }
                }
            }
        }
        return new Times(lastAccepted.get() / 1e9, (System.nanoTime() - begin) / 1e9);
    }

    private static double allowed(Cloud cloud, int count, int seconds) {
        int rounds = cloud == Cloud.FABRIC ? (count + PLACES - 1) / PLACES : 1;
        return (double) rounds * seconds;
    }
}
