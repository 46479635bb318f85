package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpHeaders;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the engine must know of a provider.
 *
 * @param <C> the kind of credentials
 */
public final class ProviderProfile<C extends Credentials> {
    private final String clientName;
    private final String provider;
    private final Function<String, URI> endpoints;
    private final CredentialsProvider<C> credentials;
    private final RequestSigner<C> signer;
    private final Consumer<HttpHeaders.Builder> attemptHeaders;
    private final ErrorDecoder errors;
    private final String account;

    /**
     * Takes each as it is.
     *
     * @param clientName the client's simple name, for messages, for example {@code HuaweiImsClient}
     * @param provider the provider's name in tokens, for example {@code huawei-ims}; never changes
     * @param endpoints finds the base address of a route that a call names
     * @param credentials where credentials come from
     * @param signer puts them on a request
     * @param attemptHeaders adds headers to each attempt before it is signed, such as a new request id
     * @param errors reads refusals
     * @param account the account, project or folder whose limits the calls count against, as far as configured; empty
     *     when the credentials must tell
     */
    public ProviderProfile(
            String clientName,
            String provider,
            Function<String, URI> endpoints,
            CredentialsProvider<C> credentials,
            RequestSigner<C> signer,
            Consumer<HttpHeaders.Builder> attemptHeaders,
            ErrorDecoder errors,
            String account) {
        this.clientName = clientName;
        this.provider = provider;
        this.endpoints = endpoints;
        this.credentials = credentials;
        this.signer = signer;
        this.attemptHeaders = attemptHeaders;
        this.errors = errors;
        this.account = account;
    }

    /**
     * Returns the client name.
     *
     * @return the client's simple name, for messages, for example {@code HuaweiImsClient}
     */
    public String clientName() {
        return clientName;
    }

    /**
     * Returns the provider.
     *
     * @return the provider's name in tokens, for example {@code huawei-ims}; never changes
     */
    public String provider() {
        return provider;
    }

    /**
     * Returns the endpoints.
     *
     * @return finds the base address of a route that a call names
     */
    public Function<String, URI> endpoints() {
        return endpoints;
    }

    /**
     * Returns the credentials.
     *
     * @return where credentials come from
     */
    public CredentialsProvider<C> credentials() {
        return credentials;
    }

    /**
     * Returns the signer.
     *
     * @return puts them on a request
     */
    public RequestSigner<C> signer() {
        return signer;
    }

    /**
     * Returns the attempt headers.
     *
     * @return adds headers to each attempt before it is signed, such as a new request id
     */
    public Consumer<HttpHeaders.Builder> attemptHeaders() {
        return attemptHeaders;
    }

    /**
     * Returns the errors.
     *
     * @return reads refusals
     */
    public ErrorDecoder errors() {
        return errors;
    }

    /**
     * Returns the account.
     *
     * @return the account, project or folder whose limits the calls count against, as far as configured; empty when
     *     the credentials must tell
     */
    public String account() {
        return account;
    }

    /**
     * Makes a profile whose account the credentials tell.
     *
     * @param clientName as described for the type
     * @param provider as described for the type
     * @param endpoints as described for the type
     * @param credentials as described for the type
     * @param signer as described for the type
     * @param attemptHeaders as described for the type
     * @param errors as described for the type
     */
    public ProviderProfile(
            String clientName,
            String provider,
            Function<String, URI> endpoints,
            CredentialsProvider<C> credentials,
            RequestSigner<C> signer,
            Consumer<HttpHeaders.Builder> attemptHeaders,
            ErrorDecoder errors) {
        this(clientName, provider, endpoints, credentials, signer, attemptHeaders, errors, "");
    }
}
