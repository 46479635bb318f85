package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTimeTest {
    @Test
    void parse_givesWhatTheJdkReads() {
        Random random = new Random(7);
        DateTimeFormatter form = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", java.util.Locale.US)
                .withZone(ZoneOffset.UTC);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));

            assertThat(ServiceTime.parse(form.format(time))).contains(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sat, 7 Nov 2026 10:00:00 GMT",
                " sat, 07 nov 2026 10:00:00 GMT ",
                "Sat, 07 Nov 2026 12:00:00 +0200"
            })
    void parse_ofADateThatIsWrittenInAnotherWay_readsItToo(String date) {
        assertThat(ServiceTime.parse(date)).contains(Instant.parse("2026-11-07T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "Sun, 21 Nov 2026 10:00:00 GMT",
                "Sat, 31 Nov 2026 10:00:00 GMT",
                "Sat, 21 Nov 2026 24:00:00 GMT",
                "Sat, 21 Nov 2026 10:00:60 GMT",
                "Sat, 21 Abc 2026 10:00:00 GMT",
                "Sat, +1 Nov 2026 10:00:00 GMT",
                "Sat, 21 Nov 2026 10:00:00 UTC",
                "Sat, 21 Nov 2026 10-00-00 GMT"
            })
    void parse_ofAnythingElse_isEmpty(String text) {
        assertThat(ServiceTime.parse(text)).isEmpty();
    }
}
