package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.TransportThreads;
import dev.imagecopy.core.operation.PollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The program in which one client asks for many copies each second, which may be more than the machine can do:
 * {@code CLOUD ENDPOINT COUNT HOLD_SECONDS}. Prints one line of JSON.
 */
public final class PolledEachSecond {
    private static final int WARM_UP_CALLS = 1_000;

    private PolledEachSecond() {}

    /**
     * Runs one client.
     *
     * @param arguments as above
     * @throws Exception if a copy cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[2]);
        PollPolicy eachSecond = PollPolicy.standard().toBuilder()
                .initialDelay(Duration.ofSeconds(1))
                .minInterval(Duration.ofSeconds(1))
                .maxInterval(Duration.ofSeconds(1))
                .maxPollsPerSecond(count)
                .build();
        TransportThreads threads = TransportThreads.watch();
        try (Fleet fleet = new Fleet(Cloud.valueOf(arguments[0]), URI.create(arguments[1]), count, eachSecond)) {
            for (int i = 0; i < WARM_UP_CALLS; i++) {
                fleet.submit();
            }
            fleet.start(count);
            long polled = fleet.polled();
            long begin = System.nanoTime();
            Fleet.sleepUntil(begin + TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[3])));
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"waiting\":%d,\"pollsPerSecond\":%.0f,\"transportThreads\":%d}%n",
                    count,
                    (fleet.polled() - polled) / seconds,
                    threads.most());
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
