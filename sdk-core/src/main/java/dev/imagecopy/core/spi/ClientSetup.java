package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import java.net.URI;
import java.util.Optional;

/** The settings that all clients share, as the {@code build()} of a provider's builder needs them. Immutable. */
public interface ClientSetup {
    /**
     * Returns the address that replaces the provider's own endpoints.
     *
     * @return the address, if one was set
     */
    Optional<URI> endpoint();

    /**
     * Checks the settings.
     *
     * @param checks collects the violations, together with the provider's own
     */
    void check(Checks checks);

    /**
     * Checks another address by the rules for {@link #endpoint()}.
     *
     * @param checks collects the violations
     * @param base the address
     */
    void checkEndpoint(Checks checks, URI base);

    /**
     * Creates the parts of the engine that do not depend on the provider, for builders that need them before they start the
     * engine. To be called once, after all checks have passed.
     *
     * @return the starter of the engine; no connection has been made and no thread started yet
     */
    RuntimeStarter prepareRuntime();

    /**
     * Creates the engine. To be called once, after all checks have passed.
     *
     * @param profile what the engine must know about the provider
     * @param <C> the type of credentials
     * @return the running engine; no connection has been made and no thread started yet
     */
    default <C extends Credentials> ClientRuntime startRuntime(ProviderProfile<C> profile) {
        return prepareRuntime().start(profile);
    }
}
