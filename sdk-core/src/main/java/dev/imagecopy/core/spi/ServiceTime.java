package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.time.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The clock of a service. It is never compared with ours; only ages are compared, each measured by the clock of its own side.
 */
public final class ServiceTime {
    /** Services send times in whole seconds, rounded down. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    /** Of a date as servers write it: zeros are digits, A and a are letters. */
    private static final String FORM = "Aaa, 00 Aaa 0000 00:00:00 GMT";

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private ServiceTime() {}

    /**
     * Returns the time of the service's clock.
     *
     * @param response a response
     * @return its {@code Date} header; empty if there is none
     */
    public static Optional<Instant> of(HttpResponse response) {
        Optional<String> date = response.headers().first("Date");
        return date.isPresent() ? parse(date.get()) : Optional.empty();
    }

    /**
     * Parses an HTTP date in the one format that RFC 9110 allows servers to send.
     *
     * @param date the value of a header
     * @return the time; empty for anything else
     */
    public static Optional<Instant> parse(String date) {
        String text = date.strip();
        try {
            return isUsual(text)
                    ? usual(text)
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** Whether a date is written as servers write it. The JDK's parser takes 1.6 KB for one, a twentieth of a poll. */
    private static boolean isUsual(String text) {
        boolean fits = text.length() == FORM.length();
        for (int i = 0; i < FORM.length() && fits; i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            fits = form == '0' ? c >= '0' && c <= '9' : form == 'A' || form == 'a' || c == form;
        }
        return fits && month(text) > 0;
    }

    private static Optional<Instant> usual(String text) {
        LocalDateTime time = LocalDateTime.of(
                number(text, 12, 16),
                month(text),
                number(text, 5, 7),
                number(text, 17, 19),
                number(text, 20, 22),
                number(text, 23, 25));
        boolean agrees = text.regionMatches(0, DAYS, 3 * (time.getDayOfWeek().getValue() - 1), 3);
        return agrees ? Optional.of(time.toInstant(ZoneOffset.UTC)) : Optional.empty();
    }

    /** 1 to 12; 0 if it is not written as usual. */
    private static int month(String text) {
        for (int month = 1; month <= 12; month++) {
            if (text.regionMatches(8, MONTHS, 3 * month - 3, 3)) {
                return month;
            }
        }
        return 0;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /**
     * Learns from a response when the first byte of an operation was sent, by the service's clock. The operation's token then
     * contains it.
     *
     * @param serviceNow the service's time when it responded; empty if unknown
     * @param handle the operation
     * @param time our clocks
     */
    public static void learn(Optional<Instant> serviceNow, OperationHandle handle, TimeSource time) {
        handle.request().firstByte().learn(serviceNow, time.nanoTime());
    }

    /**
     * Returns the service's time in a response, unless that took longer than a second: then it does not tell the service's time
     * now, and what is computed with it might make somebody else's image look like the operation's.
     *
     * @param serviceNow the service's time when it responded; empty if unknown
     * @param askedAt the monotonic clock before the call
     * @param time our clocks
     * @return the time; empty if unknown
     */
    public static Optional<Instant> ofPrompt(Optional<Instant> serviceNow, long askedAt, TimeSource time) {
        return time.nanoTime() - askedAt <= GRAIN.toNanos() ? serviceNow : Optional.empty();
    }

    /**
     * Notes the service's time just before an operation is sent. A token that is stored before the first byte contains it.
     *
     * @param serviceNow the service's time, at the latest now
     * @param handle the operation
     */
    public static void isSentAfter(Instant serviceNow, OperationHandle handle) {
        handle.request().firstByte().isSentAfter(serviceNow);
    }

    /**
     * Learns when a service began to work on an operation that another process sent, if nothing better is known.
     *
     * @param began when, by the clock that also dates what the operation creates; empty if unknown
     * @param handle the operation
     */
    public static void learnStart(Optional<Instant> began, OperationHandle handle) {
        handle.request().firstByte().learnStart(began);
    }

    /**
     * Returns whether something started after the first byte of an operation was sent, as precisely as a service shows it that
     * sends times in whole seconds. A slow response counts as if the service had sent it at once: it must not make older things
     * look younger.
     *
     * @param began when it started, by the service's clock
     * @param serviceNow the service's time when it reported this
     * @param askedAt the monotonic clock before the call
     * @param handle the operation
     * @return false also if one of the service's times is unknown, or if the operation began in another process, which did not
     *     learn the service's time: clocks of two sides are never compared
     */
    public static boolean beganAfter(
            Optional<Instant> began, Optional<Instant> serviceNow, long askedAt, OperationHandle handle) {
        Optional<Instant> sent = sent(serviceNow, askedAt, handle);
        return began.isPresent()
                && sent.isPresent()
                && began.get()
                        .plus(GRAIN)
                        .isAfter(sent.get()); // it may have begun up to a second later than it is shown
    }

    /**
     * Returns whether something may have started after the first byte of an operation was sent, so that the caller has to
     * decide whose it is.
     *
     * @param began when it started, by the service's clock
     * @param serviceNow the service's time when it reported this
     * @param handle the operation
     * @param time our clocks
     * @return false only if it is certainly older than the operation
     */
    public static boolean mayHaveBegunAfter(
            Optional<Instant> began, Optional<Instant> serviceNow, OperationHandle handle, TimeSource time) {
        Optional<Instant> sent = sent(serviceNow, time.nanoTime(), handle);
        return began.isEmpty() || sent.isEmpty() || !began.get().plus(GRAIN).isBefore(sent.get());
    }

    private static Optional<Instant> sent(Optional<Instant> serviceNow, long nanos, OperationHandle handle) {
        return serviceNow.flatMap(now -> handle.request().firstByte().serviceTime(now, nanos));
    }
}
