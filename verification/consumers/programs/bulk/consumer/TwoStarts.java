package consumer;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ten copies against a simulator, started twice with the same store: the second start copies nothing again. */
public final class TwoStarts {
    private static final int COPIES = 10;
    private static final PollPolicy FAST = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(10))
            .minInterval(Duration.ofMillis(10))
            .maxInterval(Duration.ofMillis(10))
            .build();

    private TwoStarts() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempDirectory("consumer").resolve("copies.jsonl");
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            for (int start = 1; start <= 2; start++) {
                run(service, file);
                if (service.copies().size() != COPIES) {
                    throw new IllegalStateException("start " + start + ": " + service.copies());
                }
            }
        }
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("dev.imagecopy"))
                .filter(module -> module.getDescriptor().isAutomatic())
                .forEach(module -> {
                    throw new IllegalStateException(module + " is an automatic module");
                });
        if (!BulkCopy.class.getModule().isNamed()) {
            throw new IllegalStateException("sdk-bulk is not on the module path");
        }
        System.out.println(COPIES + " copies finished and were not repeated, on the module path");
        Versions.write();
    }

    private static void run(YandexDesktopSimulator service, Path file) {
        try (FileOperationStore store = FileOperationStore.open(file);
                YandexDesktopClient client = YandexDesktopClient.builder()
                        .endpoint(service.endpoint())
                        .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                        .pollPolicy(FAST)
                        .folderId(YandexDesktopSimulator.FOLDER)
                        .operationStore(store)
                        .build()) {
            CopyReport report = BulkCopy.builder()
                    .clients(CopyClients.of("desktops", client))
                    .store(store)
                    .build()
                    .run(jobs());
            try (Stream<String> lines = report.lines()) {
                if (!report.isComplete() || lines.count() != COPIES) {
                    throw new IllegalStateException(report + ", " + report.failures());
                }
            }
        }
    }

    private static Stream<CopyJob> jobs() {
        return IntStream.range(0, COPIES)
                .mapToObj(number -> CopyJob.copy(
                        "desktops",
                        YandexCopyImageRequest.builder()
                                .folderId(YandexDesktopSimulator.FOLDER)
                                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                                .name("golden-" + number)
                                .build()));
    }
}
