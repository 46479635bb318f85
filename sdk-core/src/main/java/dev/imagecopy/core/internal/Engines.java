package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Where a client's engine is put together. */
public final class Engines {
    /** The longest that a service may be silent in the middle of an exchange. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private Engines() {}

    /**
     * Makes an engine. No thread is started and no connection made before the first call.
     *
     * @param profile what to know of the provider
     * @param settings what the builder collected
     * @param <C> the kind of credentials
     * @return the engine
     */
    public static <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile, EngineSettings settings) {
        // The generators of RandomGenerator's factories are not safe for use by many threads; this one is.
        Random random = new Random();
        return start(profile, settings, random, random.nextLong());
    }

    /**
     * Makes an engine whose every random choice comes from a generator, for runs that can be repeated.
     *
     * @param profile what to know of the provider
     * @param settings what the builder collected
     * @param random jitters retries and polls; used by many threads at once if the client is
     * @param <C> the kind of credentials
     * @return the engine
     */
    public static <C extends Credentials> ClientRuntime start(
            ProviderProfile<C> profile, EngineSettings settings, RandomGenerator random) {
        return start(profile, settings, random, 1);
    }

    private static <C extends Credentials> ClientRuntime start(
            ProviderProfile<C> profile, EngineSettings settings, RandomGenerator random, long firstCallId) {
        Optional<HttpTransport> borrowed = settings.transport();
        return new DefaultClientRuntime<>(new Environment<>(
                profile,
                settings,
                borrowed.isPresent() ? borrowed.get() : OkHttpTransport.create(settings.connectTimeout(), READ_TIMEOUT),
                new ClockOffset(),
                new KnownSecrets(),
                new Events(settings.listener(), firstCallId),
                random,
                new Lifecycle()));
    }
}
