package dev.imagecopy.yandex.desktop;

import java.time.Duration;

/**
 * A token whose life is told as a length.
 *
 * @param token the token
 * @param life how long it lives from now
 */
record IssuedToken(String token, Duration life) {}
