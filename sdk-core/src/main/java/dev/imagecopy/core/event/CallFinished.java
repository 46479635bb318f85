package dev.imagecopy.core.event;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;
import java.util.Optional;

/**
 * A call ended.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param operation the method, for example {@code copyImage}
 * @param attempts how many attempts were made
 * @param duration from start to end, waits included
 * @param error why it failed; empty when it succeeded
 */
public record CallFinished(
        String client, String operation, int attempts, Duration duration, Optional<SdkException> error) {}
