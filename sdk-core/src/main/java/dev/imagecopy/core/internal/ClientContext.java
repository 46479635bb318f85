package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.random.RandomGenerator;

/** What all calls of one client to one service share. Safe for use by multiple threads. */
public record ClientContext<C extends Credentials>(
        ProviderProfile<C> profile, ClientResources resources, ClockOffset clockOffset) {

    /** The clock of each service may have another offset. */
    public ClientContext(ProviderProfile<C> profile, ClientResources resources) {
        this(profile, resources, new ClockOffset());
    }

    /** Discards credentials that the service refused. A source that fails here must not hide the refusal. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void invalidate(C refused) {
        try {
            profile.credentials().invalidate(refused);
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The source of credentials", e);
        }
    }

    /** The client's simple name, for messages. */
    public String clientName() {
        return profile.clientName();
    }

    public EngineSettings settings() {
        return resources.settings();
    }

    public HttpTransport transport() {
        return resources.transport();
    }

    public TimeSource time() {
        return resources.time();
    }

    public KnownSecrets secrets() {
        return resources.secrets();
    }

    public Events events() {
        return resources.events();
    }

    public RandomGenerator random() {
        return resources.random();
    }

    public Lifecycle lifecycle() {
        return resources.lifecycle();
    }

    public SharedTurns sharedTurns() {
        return resources.sharedTurns();
    }
}
