package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.IsoTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The date formats of the service. An invalid date must not make a poll fail, so it is ignored. */
final class HuaweiTimes {
    /** {@code 04-Jun-2015 18:11:06:586}, in older regions. */
    private static final DateTimeFormatter OLD =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss:SSS", Locale.ENGLISH);

    /** {@code 20211217T065804Z}, in signatures. */
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HuaweiTimes() {}

    static Optional<Instant> basic(String text) {
        try {
            return Optional.of(BASIC.parse(text, Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    static Optional<Instant> read(JsonNode value) {
        String text = LenientJson.text(value);
        Optional<Instant> iso = IsoTimes.parse(text);
        return iso.isPresent() || text.isEmpty() ? iso : old(text);
    }

    private static Optional<Instant> old(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, OLD).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
