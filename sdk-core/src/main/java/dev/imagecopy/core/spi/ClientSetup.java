package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import java.net.URI;
import java.util.Optional;

/** What the {@code build()} of a provider's builder needs of the settings that all clients have. Immutable. */
public interface ClientSetup {
    /**
     * Returns the address that overrides the provider's own ones.
     *
     * @return the override, if one was set
     */
    Optional<URI> endpoint();

    /**
     * Checks the settings.
     *
     * @param checks takes the violations, beside the provider's own
     */
    void check(Checks checks);

    /**
     * Checks a further address by the rules of the override.
     *
     * @param checks takes the violations
     * @param base the address
     */
    void checkEndpoint(Checks checks, URI base);

    /**
     * Makes the engine's parts that need not know the provider, for builders that connect something over them before they
     * start it. To be called once, after all checks have passed.
     *
     * @return what starts the engine; it has made no connection and started no thread yet
     */
    RuntimeStarter prepareRuntime();

    /**
     * Makes the engine. To be called once, after all checks have passed.
     *
     * @param profile what the engine must know of the provider
     * @param <C> the kind of credentials
     * @return the running engine; it has made no connection and started no thread yet
     */
    default <C extends Credentials> ClientRuntime startRuntime(ProviderProfile<C> profile) {
        return prepareRuntime().start(profile);
    }
}
