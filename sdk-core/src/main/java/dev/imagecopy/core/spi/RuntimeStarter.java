package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.time.TimeSource;
import java.util.concurrent.Executor;

/**
 * A client's engine before it knows the provider: transport, clocks and listener are there, so that what the provider needs
 * calls for, such as its credentials, can be connected first.
 */
public interface RuntimeStarter {

    /** The client's clocks. */
    TimeSource time();

    /**
     * Makes calls to another service on behalf of the client: over the same transport, on the same clocks, for the same
     * listener, and until the client is closed.
     *
     * @param profile what the engine must know of that service
     * @param <C> the kind of credentials
     * @return what makes the calls, with a retry budget of its own
     */
    <C extends Credentials> CallExecutor companion(ProviderProfile<C> profile);

    /**
     * Runs code of the application's that may block for long, such as a source of credentials: each piece on a daemon thread
     * of its own, which is interrupted when the client is closed.
     *
     * @return the executor
     */
    Executor foreignWork();

    /**
     * Starts the engine. To be called once.
     *
     * @param profile what the engine must know of the provider
     * @param <C> the kind of credentials
     * @return the engine, whose {@code close()} ends the companions too; it has made no connection and started no thread yet
     */
    <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile);
}
