package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResumeByNameTest {
    /** Labels and description that a token has no room for: then the name tells. */
    @Test
    void resume_whenTheTokenDoesNotHoldTheWholeRequest_findsTheImageByName() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time)
                        .callbackExecutor(Runnable::run)
                        .build()) {
            simulator.failNext(Fault.loseReply().on("copyImage").times(4));
            simulator.failNext(Fault.status(403).on("listImages").times(4));
            CompletableFuture<Operation<DesktopImage>> copy = time.runUntilDone(client.copyImageAsync(
                    Clients.golden().description("long ".repeat(200)).build()));
            assertThat(copy.handle((started, thrown) -> thrown).join())
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, unknown -> {
                        assertThat(simulator.copies()).hasSize(1);
                        Operation<DesktopImage> found =
                                client.resume(unknown.resumeToken().orElseThrow());
                        assertThat(time.runUntilDone(found.awaitAsync(Duration.ofHours(1)))
                                        .join()
                                        .id())
                                .isEqualTo(simulator.copies().get(0).imageId());
                    });
            assertThat(simulator.arrivals("copyImage")).isEqualTo(4);
        }
    }
}
