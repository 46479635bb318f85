package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of every client works however far the client's clock is from the service's. */
class ClockMatrixTest {
    private static final Map<String, Supplier<SkewedCloud<?, ?>>> CLOUDS = new TreeMap<>(Map.of(
            "Alibaba", SkewedAlibaba::new,
            "Huawei", SkewedHuawei::new,
            "Service Fabric", SkewedFabric::new,
            "Yandex", SkewedYandex::new));

    /** How far our clock is ahead, in seconds. */
    static final List<Integer> AHEAD = List.of(-7200, -600, -65, 65, 600, 7200);

    private static final int MOST_REQUESTS = 60;

    static Stream<Arguments> calls() {
        return CLOUDS.keySet().stream().flatMap(cloud -> {
            try (SkewedCloud<?, ?> opened = CLOUDS.get(cloud).get()) {
                return List.copyOf(opened.acts().keySet()).stream()
                        .flatMap(call -> AHEAD.stream().flatMap(ahead -> Stream.of(Mode.values())
                                .map(mode -> Arguments.argumentSet(
                                        cloud + " " + call + ", " + ahead + " s, " + mode, cloud, call, ahead, mode))));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_whenTheClocksDiffer_works(String cloud, String call, int ahead, Mode mode) {
        try (SkewedCloud<?, ?> opened = CLOUDS.get(cloud).get()) {
            opened.simulator().skewClock(Duration.ofSeconds(-ahead));

            if (mode == Mode.ASYNC && cloud.equals("Yandex")) {
                opened.prepare();
            }
            opened.acts().get(call).run(mode);

            assertThat(opened.simulator().requests()).hasSizeLessThan(MOST_REQUESTS);
        }
    }

    static Stream<String> clouds() {
        return CLOUDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void matrix_hasEveryMethodOfTheClient(String cloud) {
        try (SkewedCloud<?, ?> opened = CLOUDS.get(cloud).get()) {
            assertThat(opened.acts().keySet()).containsAll(opened.methods());
        }
    }
}
