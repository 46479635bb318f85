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
 * @param <C> the kind of credentials
 */
public record ProviderProfile<C extends Credentials>(
        String clientName,
        String provider,
        Function<String, URI> endpoints,
        CredentialsProvider<C> credentials,
        RequestSigner<C> signer,
        Consumer<HttpHeaders.Builder> attemptHeaders,
        ErrorDecoder errors) {}
