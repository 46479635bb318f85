package dev.imagecopy.yandex.desktop;

import java.time.Instant;
import java.util.Optional;

/**
 * A token whose end is told as a moment.
 *
 * @param token the token
 * @param expiresAt when it ends, where told
 */
record IamToken(String token, Optional<Instant> expiresAt) {}
