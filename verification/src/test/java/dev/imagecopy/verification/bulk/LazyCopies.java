package dev.imagecopy.verification.bulk;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs jobs from a lazy stream, first some and then many, and says what one cost: a process whose heap is bounded. */
final class LazyCopies {
    private static final PollPolicy AT_ONCE = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ZERO)
            .maxPollsPerSecond(Integer.MAX_VALUE)
            .build();

    private LazyCopies() {}

    /** A folder, how many to warm up with, some, many. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        run(folder.resolve("warm-up"), Integer.parseInt(args[1]));
        System.out.println(run(folder.resolve("some"), Integer.parseInt(args[2])));
        System.out.println(run(folder.resolve("many"), Integer.parseInt(args[3])));
    }

    /** Nanoseconds of CPU time a copy: the disk is slow or fast as it likes. */
    private static long run(Path file, int count) {
        long before = cpuNanos();
        ForgetfulService service = new ForgetfulService();
        try (TimeSource time = TimeSource.system();
                OperationStore store = FileOperationStore.open(file);
                YandexDesktopClient client = Clouds.yandex(time)
                        .transport(service)
                        .pollPolicy(AT_ONCE)
                        .operationStore(store)
                        .build()) {
            CopyReport report = BulkCopy.builder()
                    .clients(CopyClients.of("yc", client))
                    .store(store)
                    .build()
                    .run(jobs(count));
            if (!report.isComplete() || report.total() != count || service.copies() != count) {
                throw new IllegalStateException(report + ", " + service.copies() + " copies, " + report.failures());
            }
        }
        return (cpuNanos() - before) / count;
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static Stream<CopyJob> jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CopyJob.copy(
                        "yc",
                        YandexCopyImageRequest.builder()
                                .folderId(YandexDesktopSimulator.FOLDER)
                                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                                .name("copy-" + i)
                                .build()));
    }
}
