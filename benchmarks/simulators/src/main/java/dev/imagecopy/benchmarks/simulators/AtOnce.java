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

/**
 * The program that makes many copies at once with a client of default settings, which has just been built:
 * {@code CLOUD ENDPOINT COUNT SECONDS}, of which the last is how long the service takes for each. Prints one line of JSON.
 */
public final class AtOnce {
    /** Service Fabric's calls stay open until the copy is done, and a client has so many places for them. */
    private static final int PLACES = 256;

    private static final Duration BOUND = Duration.ofMinutes(15);
    private static final int MESSAGES = 5;

    private AtOnce() {}

    /**
     * Copies once.
     *
     * @param arguments as above
     */
    public static void main(String... arguments) {
        Cloud cloud = Cloud.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TransportThreads threads = TransportThreads.watch();
        int errors = 0;
        long begin = System.nanoTime();
        try (SimulatedClient<?, ?> client = SimulatedClient.of(cloud, URI.create(arguments[1]), builder -> {})) {
            for (CompletableFuture<?> copy : List.copyOf(client.start(count, BOUND))) {
                try {
                    copy.join();
                } catch (CompletionException failed) {
                    if (errors++ < MESSAGES) {
                        System.err.println(failed.getCause());
                    }
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"copies\":%d,\"errors\":%d,\"seconds\":%.2f,\"allowedSeconds\":%.2f,\"cpuMillis\":%.0f,"
                        + "\"transportThreads\":%d}%n",
                count,
                errors,
                seconds,
                allowed(cloud, count, Integer.parseInt(arguments[3])),
                system.getProcessCpuTime() / 1e6,
                threads.most());
    }

    private static double allowed(Cloud cloud, int count, int seconds) {
        int rounds = cloud == Cloud.FABRIC ? (count + PLACES - 1) / PLACES : 1;
        return (double) rounds * seconds;
    }
}
