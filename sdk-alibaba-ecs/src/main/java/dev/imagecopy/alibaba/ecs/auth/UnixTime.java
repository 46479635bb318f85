package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.IsoTimes;
import java.time.Instant;

/** Numbers of seconds, and times given as such, as the command line and its programs write them. */
final class UnixTime {
    /** The end of the year 9999; a later value is in milliseconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private UnixTime() {}

    /** The number in a setting; 0 if it is not set. */
    static long seconds(NamedSettings settings, AlibabaSetting setting) {
        try {
            return settings.value(setting).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw new CredentialsException(
                    setting.key() + " must be a number of seconds", ErrorContext.none(false), null);
        }
    }

    /** The time in a setting; the earliest possible time if it is not set. */
    static Instant moment(NamedSettings settings, AlibabaSetting setting) {
        return of(seconds(settings, setting));
    }

    /** Parses a time, in seconds or in ISO 8601. */
    static Instant parse(String text, AlibabaSetting setting) {
        return IsoTimes.parse(text).orElseGet(() -> {
            try {
                return of(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw new CredentialsException(
                        setting.key() + " must be a number of seconds or a time in ISO 8601, such as"
                                + " 2026-06-01T10:00:00Z",
                        ErrorContext.none(false),
                        null);
            }
        });
    }

    private static Instant of(long seconds) {
        long told = seconds > LAST_SECOND ? seconds / 1000 : seconds;
        return Instant.ofEpochSecond(Math.max(0, Math.min(told, LAST_SECOND)));
    }
}
