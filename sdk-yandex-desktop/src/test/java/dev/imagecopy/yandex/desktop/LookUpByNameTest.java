package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy may give any name; a filter cannot express them all. */
class LookUpByNameTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
    private final YandexDesktopClient client =
            Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden", "a\"b", "a\\b", "\" OR name=\"x"})
    void lookUp_findsTheImageOfTheName(String name) {
        simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "another", Map.of());
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, name, Map.of());
        YandexCopyImageRequest request = Clients.golden().name(name).build();

        assertThat(client.copies().lookUp(request, CallOptions.defaults()))
                .isInstanceOfSatisfying(
                        TargetLook.Ready.class, ready -> assertThat(ready.id()).isEqualTo(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden", "a\"b", "a\\b"})
    void lookUp_whenOnlyOtherNamesAreThere_findsNothing(String name) {
        simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "another", Map.of());

        assertThat(client.copies().lookUp(Clients.golden().name(name).build(), CallOptions.defaults()))
                .isInstanceOf(TargetLook.Missing.class);
    }
}
