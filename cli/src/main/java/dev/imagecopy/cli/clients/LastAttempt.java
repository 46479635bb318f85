package dev.imagecopy.cli.clients;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.SdkListener;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Remembers the last exchange of a client with its service. Safe for use by multiple threads. */
final class LastAttempt implements SdkListener {
    /** Calls for credentials may go to addresses that events do not show. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]+|\\[[0-9a-fA-F:.]+](:[0-9]+)?");

    private volatile @Nullable AttemptFinished last;

    @Override
    public void attemptFinished(AttemptFinished event) {
        if (HOST.matcher(event.host()).matches()) {
            last = event;
        }
    }

    Optional<AttemptFinished> get() {
        return Optional.ofNullable(last);
    }
}
