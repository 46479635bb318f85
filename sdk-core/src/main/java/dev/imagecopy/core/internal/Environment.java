package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.random.RandomGenerator;

/** What all calls of one client share. Safe for use by many threads. */
final class Environment<C extends Credentials> {
    final ProviderProfile<C> profile;
    final EngineSettings settings;
    final HttpTransport transport;
    final ClockOffset clockOffset;
    final Redactor secrets;
    final Events events;
    final RandomGenerator random;
    final Lifecycle lifecycle;
    final TimeSource time;
    final String clientName;

    Environment(
            ProviderProfile<C> profile,
            EngineSettings settings,
            HttpTransport transport,
            ClockOffset clockOffset,
            Redactor secrets,
            Events events,
            RandomGenerator random,
            Lifecycle lifecycle,
            TimeSource time) {
        this.profile = profile;
        this.settings = settings;
        this.transport = transport;
        this.clockOffset = clockOffset;
        this.secrets = secrets;
        this.events = events;
        this.random = random;
        this.lifecycle = lifecycle;
        this.time = time;
        this.clientName = profile.clientName();
    }

    /** The same client, calling another service: its clock may be off by another amount. */
    <D extends Credentials> Environment<D> towards(ProviderProfile<D> other) {
        return new Environment<>(
                other, settings, transport, new ClockOffset(), secrets, events, random, lifecycle, time);
    }
}
