package dev.imagecopy.core.spi;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpHeaders;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must know of a provider. Made by {@link #builder}.
 *
 * @param clientName the client's simple name, for messages, for example {@code HuaweiImsClient}
 * @param provider the provider's name in tokens, for example {@code huawei-ims}; never changes
 * @param endpoints finds the base address of a route that a call names
 * @param credentials where credentials come from
 * @param signer puts them on a request
 * @param attemptHeaders adds headers to each attempt before it is signed, such as a new request id
 * @param errors reads refusals
 * @param account the account, project or folder whose limits the calls count against, as far as configured; empty when
 *     the credentials must tell
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
     * Starts a profile.
     *
     * @param clientName the client's simple name, for messages
     * @param provider the provider's name in tokens; never changes
     * @param <C> the kind of credentials
     * @return a builder that still needs {@code endpoints}, {@code credentials}, {@code signer} and {@code errors}
     */
    public static <C extends Credentials> Builder<C> builder(String clientName, String provider) {
        return new Builder<>(clientName, provider);
    }

    /**
     * Collects a profile. Not safe for use by several threads.
     *
     * @param <C> the kind of credentials
     */
    public static final class Builder<C extends Credentials> {
        private final String clientName;
        private final String provider;
        private @Nullable Function<String, URI> endpoints;
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
         * Says where calls go.
         *
         * @param byRoute finds the base address of a route that a call names
         * @return this builder
         */
        public Builder<C> endpoints(Function<String, URI> byRoute) {
            endpoints = byRoute;
            return this;
        }

        /**
         * Says where credentials come from.
         *
         * @param source resolves them
         * @return this builder
         */
        public Builder<C> credentials(CredentialsProvider<C> source) {
            credentials = source;
            return this;
        }

        /**
         * Says how a request is signed.
         *
         * @param value puts the credentials on a request
         * @return this builder
         */
        public Builder<C> signer(RequestSigner<C> value) {
            signer = value;
            return this;
        }

        /**
         * Adds headers to each attempt before it is signed, such as a new request id.
         *
         * @param writer adds them; default: none
         * @return this builder
         */
        public Builder<C> attemptHeaders(Consumer<HttpHeaders.Builder> writer) {
            attemptHeaders = writer;
            return this;
        }

        /**
         * Says how refusals are read.
         *
         * @param decoder the provider's error table
         * @return this builder
         */
        public Builder<C> errors(ErrorDecoder decoder) {
            errors = decoder;
            return this;
        }

        /**
         * Names the account, project or folder whose limits the calls count against.
         *
         * @param id as configured; default: empty, so that the credentials must tell
         * @return this builder
         */
        public Builder<C> account(String id) {
            account = id;
            return this;
        }

        /**
         * Makes the profile.
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
