package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows to a cluster's gateway. Immutable; {@code toString} shows no secret.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-authenticating-service-fabric-rest-requests">
 *     Authenticating Service Fabric REST requests</a>
 */
public final class ServiceFabricCredentials implements Credentials {
    private static final ServiceFabricCredentials NONE = new ServiceFabricCredentials(null);

    private final @Nullable Secret token;

    private ServiceFabricCredentials(@Nullable Secret token) {
        this.token = token;
    }

    /**
     * Shows nothing: for clusters without security, such as a development cluster.
     *
     * @return the empty credentials
     */
    public static ServiceFabricCredentials none() {
        return NONE;
    }

    /**
     * Shows a bearer token of Microsoft Entra ID that never changes.
     *
     * @param token the token, without the word Bearer
     * @return the credentials
     * @throws IllegalArgumentException if the token is blank or holds a control character
     */
    public static ServiceFabricCredentials bearer(String token) {
        return new ServiceFabricCredentials(Secret.of(token));
    }

    /**
     * Shows bearer tokens from a supplier, such as a token library. A token is kept until shortly before the end that it
     * names (the claim {@code exp}), until a gateway answers 401 or 403, else for ever; the supplier is asked by one thread
     * at a time, and what it throws is not kept.
     *
     * @param tokens gives a valid token, without the word Bearer; may block
     * @return a provider for {@code ServiceFabricClient.Builder.credentials}
     */
    public static CredentialsProvider<ServiceFabricCredentials> bearer(Supplier<String> tokens) {
        Objects.requireNonNull(tokens, "tokens");
        return new CachingCredentialsProvider<>(() -> bearer(tokens.get()), TimeSource.system());
    }

    /**
     * Returns the bearer token.
     *
     * @return the token, empty when none is shown
     */
    public Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    @Override
    public Optional<Instant> expiresAt() {
        return token().flatMap(TokenExpiry::of);
    }

    @Override
    public List<Secret> secrets() {
        return token().map(List::of).orElse(List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceFabricCredentials credentials && Objects.equals(credentials.token, token);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(token);
    }

    @Override
    public String toString() {
        return token == null ? "ServiceFabricCredentials[none]" : "ServiceFabricCredentials[bearer ***]";
    }
}
