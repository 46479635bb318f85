package dev.imagecopy.fleet.internal.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
    /** As in a bulk run: what a proxy says must not hold a fleet for a day. */
    @ParameterizedTest
    @CsvSource({"PT1M, PT1M", "PT1H, PT1H", "PT61M, PT1H", "PT24H, PT1H", "PT2S, PT15S"})
    void refused_pausesForAnHourAtMost(Duration hint, Duration pause) {
        Instant now = Instant.parse("2026-11-30T12:00:00Z");

        Limit refused = Limit.unused("huawei").refused(5, hint, now);

        assertThat(refused.pausedUntil()).isEqualTo(now.plus(pause));
    }
}
