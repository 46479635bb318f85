package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.ClockOffset;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.KnownSecrets;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Holds what the engine of one client and its companions share. No thread is started and no connection made here. */
public final class DefaultRuntimeStarter implements RuntimeStarter {
    /** The longest that a service may be silent in the middle of an exchange. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private final EngineSettings settings;
    private final HttpTransport transport;
    private final KnownSecrets secrets = new KnownSecrets();
    private final Events events;
    private final RandomGenerator random;
    private final TimeSource time;
    private final Lifecycle lifecycle = new Lifecycle();

    private DefaultRuntimeStarter(EngineSettings settings, RandomGenerator random, long firstCallId) {
        this.settings = settings;
        this.transport =
                settings.transport().orElseGet(() -> OkHttpTransport.create(settings.connectTimeout(), READ_TIMEOUT));
        this.events = new Events(settings.listener(), firstCallId);
        this.random = random;
        this.time = settings.timeSource().orElseGet(TimeSource::system);
    }

    /** Makes the parts that the builder's settings describe. */
    public static DefaultRuntimeStarter of(EngineSettings settings) {
        // The generators of RandomGenerator's factories are not safe for use by many threads; this one is.
        Random random = new Random();
        return new DefaultRuntimeStarter(settings, random, random.nextLong());
    }

    /**
     * Makes the same with every random choice from one generator, for runs that can be repeated.
     *
     * @param random jitters retries and polls; used by many threads at once if the client is
     */
    public static DefaultRuntimeStarter of(EngineSettings settings, RandomGenerator random) {
        return new DefaultRuntimeStarter(settings, random, 1);
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public <C extends Credentials> CallExecutor companion(ProviderProfile<C> profile) {
        return new DefaultCallExecutor<>(towards(profile), new RetryBudget());
    }

    @Override
    public <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile) {
        return new DefaultClientRuntime<>(towards(profile));
    }

    /** The clock of each service may be off by another amount; all else is one. */
    public <C extends Credentials> ClientContext<C> towards(ProviderProfile<C> profile) {
        return new ClientContext<>(
                profile, settings, transport, time, new ClockOffset(), secrets, events, random, lifecycle);
    }
}
