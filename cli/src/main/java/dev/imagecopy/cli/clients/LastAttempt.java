package dev.imagecopy.cli.clients;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.event.SdkListener;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Remembers where a client has found its credentials, and its last exchange with its service. Safe for use by multiple threads. */
final class LastAttempt implements SdkListener {
    /** Calls for credentials may go to addresses that events do not show. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]+|\\[[0-9a-fA-F:.]+](:[0-9]+)?");

    private volatile @Nullable AttemptFinished last;
    private volatile @Nullable String source;

    @Override
    public void attemptFinished(AttemptFinished event) {
        if (HOST.matcher(event.host()).matches()) {
            last = event;
        }
    }

    @Override
    public void credentialsFound(CredentialsFound event) {
        if (source == null) { // a list of places tells after the place in it
            source = event.source();
        }
    }

    /** The place that the client has found its credentials in; empty if it has looked in one only, or in vain. */
    Optional<String> source() {
        return Optional.ofNullable(source);
    }

    Optional<AttemptFinished> get() {
        return Optional.ofNullable(last);
    }
}
