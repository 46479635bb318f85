package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.random.RandomGenerator;

/** What all calls of one client share. Safe for use by many threads. */
record Environment<C extends Credentials>(
        ProviderProfile<C> profile,
        EngineSettings settings,
        HttpTransport transport,
        ClockOffset clockOffset,
        KnownSecrets secrets,
        Events events,
        RandomGenerator random,
        Lifecycle lifecycle) {

    /** The same client, calling another service: its clock may be off by another amount. */
    <D extends Credentials> Environment<D> towards(ProviderProfile<D> other) {
        return new Environment<>(other, settings, transport, new ClockOffset(), secrets, events, random, lifecycle);
    }

    TimeSource time() {
        return settings.time();
    }

    String clientName() {
        return profile.clientName();
    }
}
