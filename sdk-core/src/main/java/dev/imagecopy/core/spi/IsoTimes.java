package dev.imagecopy.core.spi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads and writes times in the formats of ISO 8601 and RFC 3339 that services use. Times in UTC are read and written by hand:
 * the JDK's formatter allocates 1.2 KB to read one and 0.7 KB to write one, and loads 60 classes for the first.
 */
public final class IsoTimes {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int MAX_FRACTION = 9;

    private IsoTimes() {}

    /**
     * Reads a time.
     *
     * @param text for example {@code 2017-09-28T17:44:22.609Z}: with 0 to 9 fractional digits, in UTC or with an offset
     * @return the time; empty if the text is not one, since an unreadable date must not invalidate the whole response
     */
    public static Optional<Instant> parse(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            isUtc(text) ? utc(text) : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Writes a time in whole seconds.
     *
     * @param time any time in the years 0 to 9999
     * @return for example {@code 2017-09-28T17:44:22Z}
     */
    public static String seconds(Instant time) {
        return written(time, "-", ":");
    }

    /**
     * Writes a time in whole seconds in the basic format, without separators.
     *
     * @param time any time in the years 0 to 9999
     * @return for example {@code 20170928T174422Z}
     */
    public static String basicSeconds(Instant time) {
        return written(time, "", "");
    }

    private static String written(Instant time, String dash, String colon) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(FORM.length() + 1);
        two(text, utc.getYear() / 100);
        two(text, utc.getYear() % 100).append(dash);
        two(text, utc.getMonthValue()).append(dash);
        two(text, utc.getDayOfMonth()).append('T');
        two(text, utc.getHour()).append(colon);
        two(text, utc.getMinute()).append(colon);
        return two(text, utc.getSecond()).append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static boolean isUtc(String text) {
        int end = text.length() - 1;
        boolean whole = end == FORM.length();
        boolean broken = end > FORM.length() + 1 && end <= FORM.length() + 1 + MAX_FRACTION;
        boolean fits = (whole || (broken && text.charAt(FORM.length()) == '.')) && text.charAt(end) == 'Z';
        for (int i = 0; i < end && fits; i++) {
            char form = i < FORM.length() ? FORM.charAt(i) : '0';
            fits = form == '0' ? isDigit(text.charAt(i)) || i == FORM.length() : text.charAt(i) == form;
        }
        return fits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Instant utc(String text) {
        int nanos = 0;
        for (int i = 1; i <= MAX_FRACTION; i++) {
            int place = FORM.length() + i;
            nanos = nanos * 10 + (place < text.length() - 1 ? text.charAt(place) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
