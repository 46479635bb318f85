package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2017-09-28T17:44:22Z, 2017-09-28T17:44:22Z",
        "2017-09-28T17:44:22.6Z, 2017-09-28T17:44:22.600Z",
        "2017-09-28T17:44:22.609000001Z, 2017-09-28T17:44:22.609000001Z",
        "2017-09-28T17:44Z, 2017-09-28T17:44:00Z",
        "2017-09-28T17:44:22+02:00, 2017-09-28T15:44:22Z",
        "2017-09-28T17:44:22.609-05:30, 2017-09-28T23:14:22.609Z"
    })
    void parse_ofWhatServicesWrite_readsIt(String text, Instant time) {
        assertThat(IsoTimes.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday",
                "2017-09-28",
                "2017-09-28T17:44:22",
                "2017-09-28 17:44:22Z",
                "2017-13-28T17:44:22Z",
                "2017-02-29T17:44:22Z",
                "2017-09-28T25:44:22Z",
                "2017-09-28T17:60:22Z",
                "2017-09-28T17:44:22.0000000001Z",
                "2017-09-28T17:44:22.60x9Z",
                "2017-09-28T17:44:22x609Z",
                "2017-09-28T17:44:2\u0663Z",
                "20170928T174422Z"
            })
    void parse_ofAnythingElse_isEmpty(String text) {
        assertThat(IsoTimes.parse(text)).isEmpty();
    }

    @Test
    void seconds_ofAnyTime_areWhatTheJdkWrites() {
        RandomGenerator random = new Random(43);
        for (int run = 0; run < 2_000; run++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            String expected = time.truncatedTo(ChronoUnit.SECONDS).toString();

            assertThat(IsoTimes.seconds(time)).isEqualTo(expected);
            assertThat(IsoTimes.basicSeconds(time)).isEqualTo(expected.replaceAll("[-:]", ""));
        }
    }

    @Test
    void parse_ofAnyTime_readsWhatTheJdkReads() {
        RandomGenerator random = new Random(41);
        for (int run = 0; run < 2_000; run++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(4) * 1_001L);
            assertThat(IsoTimes.parse(time.toString())).contains(time);
        }
    }

    @Test
    void parse_ofADamagedTime_agreesWithTheJdk() {
        RandomGenerator random = new Random(42);
        for (int run = 0; run < 5_000; run++) {
            StringBuilder text = new StringBuilder("2024-02-28T23:59:58.125Z");
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ".charAt(random.nextInt(15)));
            }
            assertThat(IsoTimes.parse(text.toString())).as(text.toString()).isEqualTo(byTheJdk(text.toString()));
        }
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
