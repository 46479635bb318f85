package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.internal.BlockedCaller;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.ClientResources;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.core.time.TimeSource;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Holds what the engine of one client and its companions share. Starts no thread and makes no connection. */
public final class DefaultRuntimeStarter implements RuntimeStarter {
    private final ClientResources resources;

    private DefaultRuntimeStarter(ClientResources resources) {
        this.resources = resources;
    }

    /** Creates a starter from the builder's settings. */
    public static DefaultRuntimeStarter of(EngineSettings settings) {
        // The generators of RandomGenerator's factories are not thread-safe; this one is.
        Random random = new Random();
        return new DefaultRuntimeStarter(ClientResources.create(settings, random, random.nextLong()));
    }

    /**
     * Like {@link #of(EngineSettings)}, with all random numbers from one generator, for reproducible runs.
     *
     * @param random for the jitter of retries and polls; must be thread-safe if the client is used by multiple threads
     */
    public static DefaultRuntimeStarter of(EngineSettings settings, RandomGenerator random) {
        return new DefaultRuntimeStarter(ClientResources.create(settings, random, 1));
    }

    @Override
    public TimeSource time() {
        return resources.time();
    }

    @Override
    public <C extends Credentials> CallExecutor companion(ProviderProfile<C> profile) {
        return new DefaultCallExecutor<>(towards(profile), new RetryBudget(), Urgency.CREDENTIALS);
    }

    @Override
    public void credentialsFound(CredentialsFound event) {
        resources.events().credentialsFound(event);
    }

    @Override
    public Executor foreignWork() {
        return work -> {
            Thread thread = new Thread(() -> interruptible(work), "image-copy-credentials");
            thread.setDaemon(true);
            thread.start();
        };
    }

    @Override
    public void onClose(Runnable work) {
        resources.lifecycle().onClose(work);
    }

    private void interruptible(Runnable work) {
        BlockedCaller caller = resources.lifecycle().enter();
        try {
            work.run();
        } finally {
            resources.lifecycle().leave(caller);
        }
    }

    @Override
    public <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile) {
        return new DefaultClientRuntime<>(towards(profile));
    }

    /** Creates what the calls to one service share. */
    public <C extends Credentials> ClientContext<C> towards(ProviderProfile<C> profile) {
        return new ClientContext<>(profile, resources);
    }
}
