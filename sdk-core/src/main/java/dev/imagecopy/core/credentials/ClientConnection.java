package dev.imagecopy.core.credentials;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.credentials.FinalRefusals.Issuer;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a source of credentials may use of its client. Calls to the services that issue credentials use the client's transport,
 * clocks, listener, retry policy and repairs, and end when the client is closed.
 *
 * <p>A 401 or 403 is final, whatever else the provider's error table says: services lock users out after repeated wrong
 * passwords. Only a clock skew is corrected, and a call that was one too many is repeated. A response in another form than that of
 * the service's errors comes from something in between, and is a temporary failure whatever its status, unless it is a 401 or 403
 * without a body.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <C> the type of credentials that the client uses
 */
public final class ClientConnection<C extends Credentials> {
    private final RuntimeStarter starter;
    private final ProviderProfile<C> services;
    private final String region;
    private final boolean addressChosen;
    private final CallExecutor anonymous;
    private final CallExecutor machine;
    private final CallExecutor ofUser;

    /**
     * Creates a connection to the services of one vendor.
     *
     * @param starter makes calls before the client's own engine exists
     * @param services what the engine must know about the services that issue credentials; its credentials are {@link #unused}
     * @param region the client's region; empty if it has none
     */
    public ClientConnection(RuntimeStarter starter, ProviderProfile<C> services, String region) {
        this(starter, services, region, false);
    }

    /**
     * Creates a connection to the services of one vendor.
     *
     * @param starter makes calls before the client's own engine exists
     * @param services what the engine must know about the services that issue credentials; its credentials are {@link #unused}
     * @param region the client's region; empty if it has none
     * @param addressChosen whether the client's builder names the address of the service
     */
    public ClientConnection(RuntimeStarter starter, ProviderProfile<C> services, String region, boolean addressChosen) {
        this.starter = starter;
        this.services = services;
        this.region = region;
        this.addressChosen = addressChosen;
        this.anonymous = companion(services.credentials(), services.signer(), false, Issuer.CLOUD);
        this.machine = companion(services.credentials(), services.signer(), false, Issuer.MACHINE);
        this.ofUser = companion(services.credentials(), services.signer(), false, Issuer.USER);
    }

    /** A placeholder for the credentials in the profile of services that issue credentials. */
    public static <C extends Credentials> CredentialsProvider<C> unused() {
        return () -> {
            throw new IllegalStateException("anonymous calls ask for no credentials");
        };
    }

    /** Creates the exception for a provider that returns null, so that no request goes out unsigned. */
    public static CredentialsException noCredentials() {
        return new CredentialsException("the provider of credentials returned null", ErrorContext.none(false), null);
    }

    /** Returns the client's region; empty if it has none. */
    public String region() {
        return region;
    }

    /**
     * Tells the client's listener where credentials were found.
     *
     * @param source the name of the place, without a value of a setting
     */
    public void found(String source) {
        starter.credentialsFound(new CredentialsFound(clientName(), source));
    }

    /** Returns the client's name in messages. */
    public String clientName() {
        return services.clientName();
    }

    /** Returns whether the client's builder names the address of the service, so that an address of a profile has no effect. */
    public boolean isAddressChosen() {
        return addressChosen;
    }

    /** Returns the account, project or folder that the client was configured with; empty if none. */
    public String account() {
        return services.account();
    }

    /** Returns the client's clocks. */
    public TimeSource time() {
        return starter.time();
    }

    /**
     * Resolves a route to an address.
     *
     * @param route a name that the provider knows, or an http or https address, which is returned as it is: the addresses of
     *     metadata services and agents depend on the machine
     */
    public URI address(String route) {
        return new Addresses(services.endpoints()).apply(route);
    }

    private record Addresses(Endpoints named) implements Endpoints {
        @Override
        public URI apply(String route) {
            return isAddress(route) ? URI.create(route) : named.apply(route);
        }

        @Override
        public CompletableFuture<?> ready(String route) {
            return isAddress(route) ? READY : named.ready(route);
        }

        private static boolean isAddress(String route) {
            return isOf("http://", route) || isOf("https://", route);
        }

        private static boolean isOf(String scheme, String route) {
            return route.regionMatches(true, 0, scheme, 0, scheme.length());
        }
    }

    /** Returns an executor for calls that need no credentials. Routes are resolved as in {@link #address}. */
    public CallExecutor anonymous() {
        return anonymous;
    }

    /**
     * Returns an executor for calls to a metadata service of this machine, which need no credentials. Unlike the services of a cloud,
     * it refuses with plain texts and pages.
     */
    public CallExecutor machine() {
        return machine;
    }

    /**
     * Returns an executor for calls to a service of the user's own, which need no credentials. Any 4xx is its refusal, whatever its form,
     * unless the status says that it is too early, too slow or one too many.
     */
    public CallExecutor ofUser() {
        return ofUser;
    }

    /** Returns an executor for calls that are signed with other credentials than the ones to be obtained. */
    public CallExecutor signedBy(CredentialsProvider<C> credentials) {
        return signedBy(credentials, services.signer());
    }

    /** Returns an executor for calls that are signed in another way than the client's. */
    public <D extends Credentials> CallExecutor signedBy(CredentialsProvider<D> credentials, RequestSigner<D> signer) {
        return companion(credentials, signer, true, Issuer.CLOUD);
    }

    private <D extends Credentials> CallExecutor companion(
            CredentialsProvider<D> credentials, RequestSigner<D> signer, boolean dated, Issuer issuer) {
        ErrorDecoder errors = new FinalRefusals(services.errors(), dated, issuer);
        return starter.companion(ProviderProfile.<D>builder(services.clientName(), services.provider())
                .endpoints(new Addresses(services.endpoints()))
                .credentials(credentials)
                .signer(signer)
                .attemptHeaders(services.attemptHeaders())
                .errors(errors)
                .account(services.account())
                .build());
    }

    /** Registers work to run when the client is closed. */
    public void onClose(Runnable work) {
        starter.onClose(work);
    }

    /**
     * Caches the credentials of a slow provider, refreshes them before they expire, and reports its failures as
     * {@link dev.imagecopy.core.error.CredentialsException}.
     */
    public CredentialsProvider<C> cached(CredentialsProvider<C> provider) {
        return new CachingCredentialsProvider<>(
                explained(provider, ""), time(), new Random(), starter.foreignWork(), () -> {});
    }

    /**
     * Requests credentials from a service and determines by the client's clock when they expire.
     *
     * @param calls makes the call
     * @param call the row of the wire table
     * @param request the request
     * @param options what differs for this call
     * @param <R> the request's type
     */
    public <R> C issued(CallExecutor calls, ApiCall<R, IssuedCredentials<C>> call, R request, CallOptions options) {
        return byOurClock(() -> calls.execute(call, request, options));
    }

    /**
     * Determines by the client's clock when credentials expire. Their life counts from the request, since the service issues them
     * at some time between the request and the response.
     *
     * @param request asks the service for credentials
     */
    public C byOurClock(Supplier<IssuedCredentials<C>> request) {
        Instant requestedAt = time().now();
        return request.get().by(requestedAt);
    }

    /**
     * Reports the failures of a provider (an error, a response or a setting that cannot be used) as
     * {@link dev.imagecopy.core.error.CredentialsException}.
     *
     * @param service the service's name in messages, in place of its address and path, if those come from settings; empty
     *     otherwise
     */
    public CredentialsProvider<C> explained(CredentialsProvider<C> provider, String service) {
        return new ExplainedProvider<>(provider, service);
    }

    /**
     * Reports the failures of a provider whose identity was named outright (an agency, a role or a profile) in such a way that a
     * chain ends with them.
     *
     * @param setting returns the setting that names the identity, for the message; empty if none does
     */
    public CredentialsProvider<C> identity(CredentialsProvider<C> provider, Supplier<String> setting) {
        return new NamedIdentity<>(explained(provider, ""), setting);
    }
}
