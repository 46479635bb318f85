package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.testing.RecordedReply;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Starts many copies at the same moment on each simulator, whose answers are scripted to leave 1 to 6 seconds after their
 * request was read, waits until all have ended, and tells how late answers left.
 */
public final class ManyCopies {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(6);
    private static final Duration BOUND = Duration.ofMinutes(10);

    /**
     * What one simulator did.
     *
     * @param cloud which
     * @param copies how many copies it executed
     * @param repeated how many of them twice
     * @param replies how many answers left
     * @param lateMillis how late they left, at the median, at the 99th percentile, and the latest
     */
    public record Result(String cloud, int copies, int repeated, int replies, List<Double> lateMillis) {
        static Result of(String cloud, Simulator simulator) {
            List<Double> late = simulator.replies().stream()
                    .map(RecordedReply::late)
                    .map(lateness -> lateness.toNanos() / 1e6)
                    .sorted()
                    .toList();
            return new Result(
                    cloud,
                    simulator.copies().size(),
                    simulator.copies().size() - simulator.executions().size(),
                    late.size(),
                    List.of(at(late, 0.5), at(late, 0.99), at(late, 1)));
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.1f | %.1f | %.1f |",
                    cloud,
                    copies,
                    replies,
                    lateMillis.get(0),
                    lateMillis.get(1),
                    lateMillis.get(2));
        }
    }

    private ManyCopies() {}

    /**
     * Measures all four, one after the other, after a round that warms up.
     *
     * @param arguments how many copies; 1,000 if there is none
     */
    public static void main(String... arguments) {
        int count = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
        List<Result> warmUp = run(count / 10);
        System.out.println("warmed up with " + warmUp.get(0).copies() + " copies on each");
        System.out.println("| simulator | copies at once | answers | late at the median, ms | at p99 | at most |");
        System.out.println("|---|---|---|---|---|---|");
        run(count).forEach(System.out::println);
    }

    /**
     * Measures all four, one after the other.
     *
     * @param count how many copies start at the same moment
     * @return what each did, once all of its copies have ended
     */
    public static List<Result> run(int count) {
        try (Simulators all = Simulators.start()) {
            return Stream.of(Cloud.FABRIC, Cloud.HUAWEI, Cloud.YANDEX, Cloud.ALIBABA)
                    .map(cloud -> measure(all, cloud, count))
                    .toList();
        }
    }

    private static Result measure(Simulators all, Cloud cloud, int count) {
        Simulator simulator = Services.of(all, cloud);
        simulator.keepRequests(Integer.MAX_VALUE);
        simulator.delayReplies(LEAST, MOST);
        try (SimulatedClient<?, ?> client =
                SimulatedClient.of(cloud, simulator.endpoint(), builder -> builder.callTimeout(BOUND))) {
            client.start(count, BOUND).forEach(CompletableFuture::join);
        }
        return Result.of(name(cloud), simulator);
    }

    private static String name(Cloud cloud) {
        return switch (cloud) {
            case FABRIC -> "Service Fabric";
            case HUAWEI -> "Huawei IMS";
            case YANDEX -> "Yandex Desktop";
            case ALIBABA -> "Alibaba ECS";
        };
    }
}
