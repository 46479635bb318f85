package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeByNameTest {
    /** Nothing shows from which source the image of the name was made, so it is the caller's to judge. */
    @ParameterizedTest
    @ValueSource(strings = {"golden-2026-11", "the \"golden\" image", "golden\\2026-11"})
    void resume_whenTheTokenDoesNotHoldTheWholeRequest_isAmbiguousAndNamesTheImage(String name) {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = Clients.inProcess(simulator, time)
                        .callbackExecutor(Runnable::run)
                        .build()) {
            simulator.failNext(Fault.loseReply().on("copyImage").times(4));
            CompletableFuture<Operation<DesktopImage>> copy = time.runUntilDone(client.copyImageAsync(Clients.golden()
                    .name(name)
                    .description("d".repeat(1024))
                    .labels(Map.of("purpose", "nightly-build-of-the-golden-image"))
                    .build()));
            assertThat(copy.handle((started, thrown) -> thrown).join())
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, unknown -> {
                        assertThat(simulator.copies()).hasSize(1);
                        Operation<DesktopImage> found =
                                client.resume(unknown.resumeToken().orElseThrow());
                        assertThatThrownBy(time.runUntilDone(found.awaitAsync(Duration.ofHours(1)))::join)
                                .cause()
                                .isInstanceOf(AmbiguousOutcomeException.class)
                                .hasMessageContaining(simulator.copies().get(0).imageId())
                                .hasMessageContaining("the request did not fit into the token");
                    });
            assertThat(simulator.arrivals("copyImage")).isEqualTo(4);
        }
    }
}
