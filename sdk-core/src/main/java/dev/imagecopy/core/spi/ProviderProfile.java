package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpHeaders;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must know about a provider. Created with {@link #builder}.
 *
 * @param clientName the client's simple name, for messages, for example {@code HuaweiImsClient}
 * @param provider the provider's name in tokens, for example {@code huawei-ims}; never changes
 * @param endpoints returns the base address for the route of a call
 * @param credentials where credentials come from
 * @param signer adds them to a request
 * @param attemptHeaders adds headers to each attempt before it is signed, such as a new request id
 * @param errors reads errors
 * @param account the account, project or folder whose limits the calls count against, if configured; empty if the credentials
 *     determine it
 * @param <C> the type of credentials
 */
public record ProviderProfile<C extends Credentials>(
        String clientName,
        String provider,
        Endpoints endpoints,
        CredentialsProvider<C> credentials,
        RequestSigner<C> signer,
        Consumer<HttpHeaders.Builder> attemptHeaders,
        ErrorDecoder errors,
        String account) {
    /**
     * Returns a new builder.
     *
     * @param clientName the client's simple name, for messages
     * @param provider the provider's name in tokens; never changes
     * @param <C> the type of credentials
     * @return a builder that requires {@code endpoints}, {@code credentials}, {@code signer} and {@code errors}
     */
    public static <C extends Credentials> Builder<C> builder(String clientName, String provider) {
        return new Builder<>(clientName, provider);
    }

    /**
     * Builds a profile. Not thread-safe.
     *
     * @param <C> the type of credentials
     */
    public static final class Builder<C extends Credentials> {
        private final String clientName;
        private final String provider;
        private @Nullable Endpoints endpoints;
        private @Nullable CredentialsProvider<C> credentials;
        private @Nullable RequestSigner<C> signer;
        private Consumer<HttpHeaders.Builder> attemptHeaders = headers -> {};
        private @Nullable ErrorDecoder errors;
        private String account = "";

        private Builder(String clientName, String provider) {
            this.clientName = Objects.requireNonNull(clientName, "clientName");
            this.provider = Objects.requireNonNull(provider, "provider");
        }

        /**
         * Sets where calls go.
         *
         * @param byRoute returns the base address for the route of a call
         * @return this builder
         */
        public Builder<C> endpoints(Endpoints byRoute) {
            endpoints = byRoute;
            return this;
        }

        /**
         * Sets where credentials come from.
         *
         * @param source the provider
         * @return this builder
         */
        public Builder<C> credentials(CredentialsProvider<C> source) {
            credentials = source;
            return this;
        }

        /**
         * Sets how a request is signed.
         *
         * @param value adds the credentials to a request
         * @return this builder
         */
        public Builder<C> signer(RequestSigner<C> value) {
            signer = value;
            return this;
        }

        /**
         * Adds headers to each attempt before it is signed, such as a new request id.
         *
         * @param writer adds the headers; default: none
         * @return this builder
         */
        public Builder<C> attemptHeaders(Consumer<HttpHeaders.Builder> writer) {
            attemptHeaders = writer;
            return this;
        }

        /**
         * Sets how errors are read.
         *
         * @param decoder the provider's error table
         * @return this builder
         */
        public Builder<C> errors(ErrorDecoder decoder) {
            errors = decoder;
            return this;
        }

        /**
         * Sets the account, project or folder whose limits the calls count against.
         *
         * @param id as configured; default: empty, so that the credentials determine it
         * @return this builder
         */
        public Builder<C> account(String id) {
            account = id;
            return this;
        }

        /**
         * Creates the profile.
         *
         * @return the profile
         */
        public ProviderProfile<C> build() {
            return new ProviderProfile<>(
                    clientName,
                    provider,
                    Objects.requireNonNull(endpoints, "endpoints"),
                    Objects.requireNonNull(credentials, "credentials"),
                    Objects.requireNonNull(signer, "signer"),
                    Objects.requireNonNull(attemptHeaders, "attemptHeaders"),
                    Objects.requireNonNull(errors, "errors"),
                    Objects.requireNonNull(account, "account"));
        }
    }
}
