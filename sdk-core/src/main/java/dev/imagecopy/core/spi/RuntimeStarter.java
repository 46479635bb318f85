package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.time.TimeSource;
import java.util.concurrent.Executor;

/**
 * A client's engine before it knows the provider. Transport, clocks and listener exist already, so that what the provider needs
 * calls for, such as its credentials, can be connected first.
 */
public interface RuntimeStarter {

    /** Returns the client's clocks. */
    TimeSource time();

    /**
     * Returns an executor for calls to another service on behalf of the client, with the same transport, clocks and listener,
     * until the client is closed.
     *
     * @param profile what the engine must know about that service
     * @param <C> the type of credentials
     * @return the executor, with a retry budget of its own
     */
    <C extends Credentials> CallExecutor companion(ProviderProfile<C> profile);

    /**
     * Tells the client's listener where credentials were found.
     *
     * @param event the place
     */
    void credentialsFound(CredentialsFound event);

    /**
     * Returns an executor for application code that may block for a long time, such as a source of credentials. Each task runs
     * on its own daemon thread, which is interrupted when the client is closed.
     *
     * @return the executor
     */
    Executor foreignWork();

    /**
     * Registers work to run when the client is closed.
     *
     * @param work the work; must be short and safe to run on any thread
     */
    void onClose(Runnable work);

    /**
     * Starts the engine. To be called once.
     *
     * @param profile what the engine must know about the provider
     * @param <C> the type of credentials
     * @return the engine, whose {@code close()} also ends the companions; no connection has been made and no thread started yet
     */
    <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile);
}
