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
 * @param clientName the client's simple name, for messages, for example {@code HuaweiImsClient}
 * @param provider the provider's name in tokens, for example {@code huawei-ims}; never changes
 * @param endpoints finds the base address of a route that a call names
 * @param credentials where credentials come from
 * @param signer puts them on a request
 * @param attemptHeaders adds headers to each attempt before it is signed, such as a new request id
 * @param errors reads refusals
 * @param account the account, project or folder whose limits the calls count against, as far as configured; empty when the
 *     credentials must tell
 * @param <C> the kind of credentials
 */
public record ProviderProfile<C extends Credentials>(
        String clientName,
        String provider,
        Function<String, URI> endpoints,
        CredentialsProvider<C> credentials,
        RequestSigner<C> signer,
        Consumer<HttpHeaders.Builder> attemptHeaders,
        ErrorDecoder errors,
        String account) {

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
