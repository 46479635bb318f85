package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What all calls of a client share, to whichever service. Safe for use by multiple threads. */
public record ClientResources(
        EngineSettings settings,
        HttpTransport transport,
        TimeSource time,
        KnownSecrets secrets,
        Events events,
        RandomGenerator random,
        Lifecycle lifecycle,
        SharedTurns sharedTurns) {

    /** The longest time without receiving a byte during an exchange. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    /** Creates what the settings leave to the client: its transport and its clocks. */
    public static ClientResources create(EngineSettings settings, RandomGenerator random, long firstCallId) {
        TimeSource time =
                settings.timeSource().isPresent() ? settings.timeSource().get() : TimeSource.system();
        return new ClientResources(
                settings,
                settings.transport().isPresent()
                        ? settings.transport().get()
                        : OkHttpTransport.create(settings.connectTimeout(), READ_TIMEOUT),
                time,
                new KnownSecrets(),
                new Events(settings.listener(), firstCallId),
                random,
                new Lifecycle(),
                new SharedTurns(time));
    }

    /** Closes what the client created. */
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
