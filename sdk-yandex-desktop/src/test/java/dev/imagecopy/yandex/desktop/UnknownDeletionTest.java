package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Unlike a copy, a deletion may be started again when nobody knows whether it has begun. */
class UnknownDeletionTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
    private final YandexDesktopClient client =
            Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void deleteImage_whoseOutcomeIsUnknown_saysThatItMayBeStartedAgain() {
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "old", Map.of());
        simulator.failNext(Fault.dropRequest().on("deleteImage").times(999));

        assertThatThrownBy(() -> client.deleteImage(image))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("it may be started again, since deleting twice leads to the same state");
        assertThat(simulator.imageIds()).contains(image);
    }
}
