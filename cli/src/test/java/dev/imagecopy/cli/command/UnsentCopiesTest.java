package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that no service may know yet, as a process that was killed leaves them: only 'resume' sends them. */
class UnsentCopiesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");

    @TempDir
    private Path folder;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private int run(String command, String... more) {
        return terminal.run(List.of(command, clouds.option(), "--store=" + folder.resolve("store")), more);
    }

    @Test
    void wait_startsNothingThatWasBeingSent() throws IOException {
        leave(queued -> queued.sending(new ResumeToken("v1.e30"), NOW));

        assertThat(run("wait")).as(terminal.out()).isEqualTo(3);

        assertThat(terminal.out()).contains("1 copy was being sent", "imagecopy resume");
        clouds.assertNothingArrived();
    }

    @Test
    void wait_startsNothingThatHasNotBegun() throws IOException {
        leave(UnaryOperator.identity());

        assertThat(run("wait", "golden")).as(terminal.out()).isZero();

        assertThat(terminal.out()).contains("No copy of");
        clouds.assertNothingArrived();
    }

    @Test
    void cancel_startsNothingThatHasNotBegun() throws IOException {
        leave(UnaryOperator.identity());

        assertThat(run("cancel", "--all")).isEqualTo(1);

        assertThat(terminal.out()).contains("golden", "not begun", "imagecopy resume");
        clouds.assertNothingArrived();
    }

    /** Leaves a copy in the store of a run that was killed. */
    private void leave(UnaryOperator<StoredOperation> phase) throws IOException {
        Path plan = SimulatedClouds.plan(
                folder,
                "golden",
                "cloud: alibaba, region: cn-hangzhou",
                "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai");
        assertThat(run("status")).isZero();
        terminal.clear();
        try (StoreFolder store = StoreFolder.open(simulated());
                AlibabaEcsClient client = AlibabaEcsClient.builder()
                        .endpoint(clouds.alibaba().endpoint())
                        .region("cn-hangzhou")
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .build()) {
            store.runs().begin(PlanSource.read(plan).text(), CopyJob.Mode.ENSURE, NOW);
            StoredOperation queued = StoredOperation.queued(
                    client.copies().key("golden-0001"),
                    client.copies()
                            .write(AlibabaCopyImageRequest.builder()
                                    .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                                    .targetRegion("cn-shanghai")
                                    .name("golden")
                                    .build()),
                    "cn-shanghai",
                    "golden",
                    NOW);
            store.operations().save(phase.apply(queued)).join();
        }
    }

    /** The copies of simulators have a folder of their own in the store. */
    private Path simulated() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("store"))) {
            return folders.findFirst().orElseThrow();
        }
    }
}
