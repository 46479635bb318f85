package dev.imagecopy.examples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FleetStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    @Test
    void gauges_showTheNumbersOfTheFleet() {
        FleetStatus status = new FleetStatus(
                7,
                1,
                2,
                30,
                1,
                Map.of(CopyStatus.SUCCEEDED, 400L, CopyStatus.FAILED, 3L),
                Duration.ofMinutes(5),
                Duration.ofMillis(1_500),
                Instant.EPOCH);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new FleetMetrics(() -> status).bindTo(registry);

        assertThat(registry.get("imagecopy.fleet.copies")
                        .tag("state", "running")
                        .gauge()
                        .value())
                .isEqualTo(30);
        assertThat(registry.get("imagecopy.fleet.ended")
                        .tag("outcome", "succeeded")
                        .gauge()
                        .value())
                .isEqualTo(400);
        assertThat(registry.get("imagecopy.fleet.ended")
                        .tag("outcome", "ambiguous")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("imagecopy.fleet.oldest").timeGauge().value(TimeUnit.MINUTES))
                .isEqualTo(5);
        assertThat(registry.get("imagecopy.fleet.lag").timeGauge().value(TimeUnit.MILLISECONDS))
                .isEqualTo(1_500);
    }
}
