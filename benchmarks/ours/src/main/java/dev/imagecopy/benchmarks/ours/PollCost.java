package dev.imagecopy.benchmarks.ours;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The program that tells what a poll costs a process that has many or few waiting copies: {@code CLOUD ENDPOINT}. It is asked by
 * lines of standard input, so that two processes can be measured in the same seconds: {@code start COUNT SECONDS} starts copies evenly
 * over that time, instead of those before, and is answered with a line when all wait; {@code poll SECONDS} counts polls and CPU time
 * for that long and is answered with a line of JSON.
 */
public final class PollCost {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private PollCost() {}

    /**
     * Runs until standard input ends.
     *
     * @param arguments as above
     * @throws Exception if a copy cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        Cloud cloud = Cloud.valueOf(arguments[0]);
        URI endpoint = URI.create(arguments[1]);
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Fleet fleet = new Fleet(cloud, endpoint, 0);
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("start")) {
                int count = Integer.parseInt(words[1]);
                fleet.close();
                fleet = new Fleet(cloud, endpoint, count);
                fleet.ramp(count, Integer.parseInt(words[2]), unused -> {});
                System.out.println(count + " wait");
            } else {
                System.out.println(poll(fleet, Integer.parseInt(words[1])));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static String poll(Fleet fleet, int seconds) throws InterruptedException {
        long polled = fleet.polled();
        long cpu = SYSTEM.getProcessCpuTime();
        Fleet.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        double polls = (double) (fleet.polled() - polled);
        return String.format(
                Locale.ROOT, "{\"pollCpuMicros\":%.1f,\"pollsPerSecond\":%.1f}", cpu / 1e3 / polls, polls / seconds);
    }
}
