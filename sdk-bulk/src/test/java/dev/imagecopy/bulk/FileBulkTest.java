package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.NoLeaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the threads, sockets and files of an application. */
class FileBulkTest {
    private static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(5))
            .minInterval(Duration.ofMillis(5))
            .maxInterval(Duration.ofMillis(20))
            .build();

    @TempDir
    private Path folder;

    @Test
    void run_blocksUntilAllHaveEnded_writesTheReport_andLeavesNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (NoLeaks leaks = NoLeaks.start();
                AlibabaEcsSimulator ecs = AlibabaEcsSimulator.start();
                OperationStore store = FileOperationStore.open(folder.resolve("copies.jsonl"));
                AlibabaEcsClient client = AlibabaEcsClient.builder()
                        .endpoint(ecs.endpoint())
                        .region(AlibabaEcsSimulator.SOURCE_REGION)
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .pollPolicy(HASTY)
                        .operationStore(store)
                        .build()) {
            leaks.watching("copies that were made twice", () -> ecs.copies().size() - 50);
            BulkCopy bulk = BulkCopy.builder()
                    .clients(CopyClients.of("ali", client))
                    .store(store)
                    .build();
            for (int start = 0; start < 2; start++) {
                CopyReport report = bulk.run(jobs());
                assertThat(report.isComplete()).isTrue();
                assertThat(report.total()).isEqualTo(50);
                out.reset();
                report.writeTo(out);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(50)
                .allMatch(line -> line.startsWith("{\"job\":\"") && line.endsWith("}"));
    }

    private static Stream<CopyJob> jobs() {
        return IntStream.range(0, 50)
                .mapToObj(i -> CopyJob.copy(
                        "ali", FourClouds.alibaba(i % 2 == 0 ? "cn-shanghai" : "cn-beijing", "copy-" + i)));
    }
}
