package dev.imagecopy.benchmarks.simulators;

import com.sun.management.OperatingSystemMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.CpuParts;
import dev.imagecopy.benchmarks.contender.FlightRecording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The program that makes many copies at once with a client of default settings, in a JVM that has done nothing before:
 * {@code CLOUD ENDPOINT FIRST COUNT FILE}. Once the last call has returned, it prints a line of JSON with what the process's CPU time was
 * spent for until then, and writes a flight recording of the same time to the file. It prints another line when all copies have ended.
 */
public final class FirstSeconds {
    private static final Duration BOUND = Duration.ofMinutes(5);

    private FirstSeconds() {}

    /**
     * Copies once.
     *
     * @param arguments as above
     * @throws IOException if the recording cannot be written
     * @throws InterruptedException if the process is interrupted
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Cloud cloud = Cloud.valueOf(arguments[0]);
        int first = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        CpuParts parts = new CpuParts();
        CountDownLatch accepted = new CountDownLatch(count);
        try (FlightRecording recording = FlightRecording.ofExchanges()) {
            parts.micros();
            long cpu = system.getProcessCpuTime();
            long begin = System.nanoTime();
            try (SimulatedClient<?, ?> client = SimulatedClient.of(cloud, URI.create(arguments[1]), builder -> {})) {
                List<? extends CompletableFuture<?>> started = client.start(first, count, BOUND, accepted::countDown);
                CompletableFuture<?> ended = CompletableFuture.allOf(started.toArray(CompletableFuture<?>[]::new));
                started.forEach(copy -> copy.whenComplete((copied, refused) -> accepted.countDown()));
                accepted.await();
                StringBuilder told = new StringBuilder(String.format(
                        Locale.ROOT,
                        "{\"acceptedSeconds\":%.2f,\"cpuMicros\":%.0f",
                        (System.nanoTime() - begin) / 1e9,
                        (system.getProcessCpuTime() - cpu) / 1e3));
                parts.micros()
                        .forEach((part, micros) ->
                                told.append(String.format(Locale.ROOT, ",\"%s\":%.0f", part.metric(), micros)));
                System.out.println(told.append('}'));
                recording.write(Path.of(arguments[4]));
                ended.join();
            }
        }
        System.out.println("all have ended");
    }
}
