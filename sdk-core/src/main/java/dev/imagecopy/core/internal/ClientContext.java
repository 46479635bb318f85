package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.random.RandomGenerator;

/** What all calls of one client to one service share. Safe for use by many threads. */
public record ClientContext<C extends Credentials>(
        ProviderProfile<C> profile, SharedParts shared, ClockOffset clockOffset) {

    /** The clock of each service may be off by another amount. */
    public ClientContext(ProviderProfile<C> profile, SharedParts shared) {
        this(profile, shared, new ClockOffset());
    }

    /** The client's simple name, for messages. */
    public String clientName() {
        return profile.clientName();
    }

    public EngineSettings settings() {
        return shared.settings();
    }

    public HttpTransport transport() {
        return shared.transport();
    }

    public TimeSource time() {
        return shared.time();
    }

    public KnownSecrets secrets() {
        return shared.secrets();
    }

    public Events events() {
        return shared.events();
    }

    public RandomGenerator random() {
        return shared.random();
    }

    public Lifecycle lifecycle() {
        return shared.lifecycle();
    }
}
