package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
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

    /** The longest that a service may be silent in the middle of an exchange. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    /** Makes what the settings leave to the client: its transport and its clocks. */
    public static <C extends Credentials> ClientContext<C> create(
            ProviderProfile<C> profile, EngineSettings settings, RandomGenerator random, long firstCallId) {
        return new ClientContext<>(
                profile,
                settings,
                settings.transport().orElseGet(() -> OkHttpTransport.create(settings.connectTimeout(), READ_TIMEOUT)),
                settings.timeSource().orElseGet(TimeSource::system),
                new ClockOffset(),
                new KnownSecrets(),
                new Events(settings.listener(), firstCallId),
                random,
                new Lifecycle());
    }

    /** The same client, calling another service: its clock may be off by another amount. */
    public <D extends Credentials> ClientContext<D> withProfile(ProviderProfile<D> other) {
        return new ClientContext<>(
                other, settings, transport, time, new ClockOffset(), secrets, events, random, lifecycle);
    }

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
