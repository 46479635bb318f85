package dev.imagecopy.core.internal;

import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;
import java.util.Optional;

/**
 * A failed attempt, as the retry decision sees it.
 *
 * @param recovery what may be done about it
 * @param maybeExecuted whether the service may have acted on the attempt
 * @param hint when the service asks to come back
 */
record Failure(Recovery recovery, boolean maybeExecuted, Optional<Duration> hint) {}
