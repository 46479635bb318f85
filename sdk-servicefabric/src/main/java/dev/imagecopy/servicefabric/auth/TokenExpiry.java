package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the expiry of a token from its own claims, without validating it. The expiry is unknown if the token is not a JWT. */
final class TokenExpiry {
    /** The year 9999; a later expiry counts as none. */
    private static final long LAST = 253_402_300_799L;

    private TokenExpiry() {}

    static Optional<Instant> of(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            OptionalLong end = LenientJson.asLong(
                    Json.parse(Base64.getUrlDecoder().decode(parts[1])).path("exp"));
            return end.isPresent() && end.getAsLong() > 0 && end.getAsLong() <= LAST
                    ? Optional.of(Instant.ofEpochSecond(end.getAsLong()))
                    : Optional.empty();
        } catch (JsonFormatException | IllegalArgumentException notAJwt) {
            return Optional.empty();
        }
    }
}
