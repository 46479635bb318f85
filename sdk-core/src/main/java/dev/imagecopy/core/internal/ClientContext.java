package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.random.RandomGenerator;

/** What all calls of one client share. Safe for use by many threads. */
public record ClientContext<C extends Credentials>(
        ProviderProfile<C> profile,
        EngineSettings settings,
        HttpTransport transport,
        TimeSource time,
        ClockOffset clockOffset,
        KnownSecrets secrets,
        Events events,
        RandomGenerator random,
        Lifecycle lifecycle) {

    /** The client's simple name, for messages. */
    public String clientName() {
        return profile.clientName();
    }

    /** Closes what the client made. */
    public void closeOwned() {
        try {
            if (settings.transport().isEmpty()) {
                transport.close();
            }
        } finally {
            if (settings.timeSource().isEmpty()) {
                time.close();
            }
        }
    }
}
