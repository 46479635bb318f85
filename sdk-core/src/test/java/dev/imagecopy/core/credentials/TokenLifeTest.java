package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifeTest {
    /** Two hours ahead of the service's. */
    private static final Instant OUR_CLOCK = Instant.parse("2026-01-01T02:00:00Z");

    private static final Duration UNTOLD = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    private static HttpResponse answer(String date) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        return new HttpResponse(200, (date.isEmpty() ? headers : headers.add("Date", date)).build(), new byte[0]);
    }

    private static String value(String json) {
        return LenientJson.text(Json.parse(("{\"end\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .path("end"));
    }

    private static Duration left(TokenLife life) {
        return Duration.between(OUR_CLOCK, life.endBy(OUR_CLOCK, UNTOLD, LONGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-01T01:00:00Z\"",
                "\"2026-01-01T01:00:00.000000Z\"",
                "\"2026-01-01T01:00:00.9999999Z\"",
                "\"2026-01-01T09:00:00+08:00\"",
                "\"2026-01-01T09:00:00+0800\"",
                "\"2025-12-31T22:00:00-03:00\"",
                "\"2026-01-01 01:00:00\"",
                "\"2026-01-01T01:00:00\"",
                "\" 2026-01-01T01:00:00Z \"",
                "\"Thu, 01 Jan 2026 01:00:00 GMT\"",
                "1767229200",
                "1767229200.5",
                "\"1767229200\"",
                "1767229200000",
                "\"1767229200000\"",
            })
    void moment_inAnyForm_countsByTheClockOfTheServiceThatTellsIt(String end) {
        assertThat(left(TokenLife.until(value(end), answer("Thu, 01 Jan 2026 00:00:00 GMT"))))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-01-01T03:00:00Z\"', PT1H", // without a Date our clock is all there is
        "'\"2025-12-31T23:59:59Z\"', PT1M", // past
        "'\"1970-01-01T00:00:00Z\"', PT1M",
        "0, PT1M",
        "'\"9999-12-31T23:59:59Z\"', PT12H", // absurd
        "'\"+999999999-12-31T23:59:59Z\"', PT12H",
        "9999999999999, PT12H",
        "99999999999999999999, PT15M",
        "-1, PT15M",
        "null, PT15M",
        "'\"\"', PT15M",
        "'\"tomorrow\"', PT15M",
        "'{}', PT15M",
        "true, PT15M",
    })
    void moment_whenOdd_isBounded(String end, Duration expected) {
        assertThat(left(TokenLife.until(value(end), answer("")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3600, PT1H",
        "'\"3600\"', PT1H",
        "3600.7, PT1H",
        "'\" 3600.0 \"', PT1H",
        "0, PT1M",
        "-5, PT1M",
        "1e300, PT12H",
        "9223372036854775807, PT12H",
        "null, PT15M",
        "'\"an hour\"', PT15M",
    })
    void length_inAnyForm_isBounded(String seconds, Duration expected) {
        assertThat(left(TokenLife.lasting(value(seconds)))).isEqualTo(expected);
    }
}
