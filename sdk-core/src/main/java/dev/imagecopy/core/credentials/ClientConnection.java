package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.util.Random;

/**
 * What a client lets the source of its credentials use. Calls to the services that give credentials go over the client's
 * transport, on its clocks, to its listener, with its retry policy and repairs, and end when the client is closed.
 *
 * <p>A refusal of who asks (401 or 403) is final, whatever the provider's error table says: services lock a user whose wrong
 * password is repeated. Only a wrong clock is put right.
 *
 * <p>Thread safety: safe for use by many threads.
 *
 * @param <C> the kind of credentials that the client uses
 */
public final class ClientConnection<C extends Credentials> {
    private final RuntimeStarter starter;
    private final ProviderProfile<C> services;
    private final String region;
    private final CallExecutor anonymous;

    /**
     * Connects to the services of one vendor.
     *
     * @param starter makes calls before the client's own engine is there
     * @param services what the engine must know of the services that give credentials; its credentials are {@link #unused}
     * @param region the client's region, empty when it has none
     */
    public ClientConnection(RuntimeStarter starter, ProviderProfile<C> services, String region) {
        this.starter = starter;
        this.services = services;
        this.region = region;
        this.anonymous = signedBy(services.credentials());
    }

    /** Fills the place of credentials in the profile of services that are to be connected. */
    public static <C extends Credentials> CredentialsProvider<C> unused() {
        return () -> {
            throw new IllegalStateException("anonymous calls ask for no credentials");
        };
    }

    /** Makes the exception for a provider that returns null: a request must not go out unsigned for that. */
    public static CredentialsException noCredentials() {
        return new CredentialsException("the provider of credentials returned null", ErrorContext.none(false), null);
    }

    /** The client's region; empty when it has none. */
    public String region() {
        return region;
    }

    /** The account, project or folder that the client was given; empty when it was given none. */
    public String account() {
        return services.account();
    }

    /** The client's clocks. */
    public TimeSource time() {
        return starter.time();
    }

    /**
     * Finds an address.
     *
     * @param route a name that the provider knows, or an http or https address, which stands for itself: those of metadata
     *     services and agents depend on the machine
     */
    public URI address(String route) {
        return route.startsWith("http://") || route.startsWith("https://")
                ? URI.create(route)
                : services.endpoints().apply(route);
    }

    /** Makes calls that need no credentials. Routes are those of {@link #address}. */
    public CallExecutor anonymous() {
        return anonymous;
    }

    /** Makes calls that are signed with credentials other than those that the client is about to get. */
    public CallExecutor signedBy(CredentialsProvider<C> credentials) {
        return signedBy(credentials, services.signer());
    }

    /** Makes calls that are signed in another way than the client's. */
    public <D extends Credentials> CallExecutor signedBy(CredentialsProvider<D> credentials, RequestSigner<D> signer) {
        ErrorDecoder errors = new FinalRefusals(services.errors());
        return starter.companion(new ProviderProfile<>(
                services.clientName(),
                services.provider(),
                this::address,
                credentials,
                signer,
                services.attemptHeaders(),
                errors,
                services.account()));
    }

    /**
     * Keeps what a slow provider yields, refreshes it before it ends, and reports what keeps it from yielding any as a
     * {@link dev.imagecopy.core.error.CredentialsException}.
     */
    public CredentialsProvider<C> cached(CredentialsProvider<C> provider) {
        return new CachingCredentialsProvider<>(
                explained(provider, ""), time(), new Random(), starter.foreignWork(), () -> {});
    }

    /**
     * Reports what keeps a provider from yielding credentials (a refusal, an answer or a setting that is no use) as a
     * {@link dev.imagecopy.core.error.CredentialsException}.
     *
     * @param service what messages call the service in place of its address and path, if settings name those; else empty
     */
    public CredentialsProvider<C> explained(CredentialsProvider<C> provider, String service) {
        return new ExplainedProvider<>(provider, service);
    }
}
