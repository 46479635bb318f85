package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.time.Duration;
import java.time.Instant;

/** Reads tokens. No message holds one. */
final class TokenReader {
    /** No token lives longer; one that claims to is believed for so long. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /** The vendor advises to ask anew about every hour; so for how long a token is used that does not tell its end. */
    private static final Duration UNTOLD = Duration.ofHours(1);

    private TokenReader() {}

    static IamToken iamToken(JsonNode body) {
        return new IamToken(required(body, "iamToken"), DesktopImageReader.timestamp(body.path("expiresAt")));
    }

    static IssuedToken accessToken(JsonNode body) {
        long seconds = LenientJson.asLong(body.path("expires_in")).orElse(UNTOLD.toSeconds());
        return new IssuedToken(
                required(body, "access_token"),
                Duration.ofSeconds(Math.max(1, Math.min(seconds, LONGEST.toSeconds()))));
    }

    private static String required(JsonNode body, String name) {
        return LenientJson.nonEmptyText(body.path(name))
                .orElseThrow(() -> new JsonFormatException("the answer holds no " + name));
    }

    /** The end by this machine's clock: an end in the past says that the clocks differ, not that the token is useless. */
    static Instant end(IamToken token, Instant now) {
        return token.expiresAt()
                .map(end -> end.isAfter(now) ? earlier(end, now.plus(LONGEST)) : now.plus(Duration.ofMinutes(1)))
                .orElseGet(() -> now.plus(UNTOLD));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
