package dev.imagecopy.servicefabric.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SuppliedToken;
import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a client authenticates itself to a cluster's gateway. Immutable; {@code toString} shows no secret.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-authenticating-service-fabric-rest-requests">
 *     Authenticating Service Fabric REST requests</a>
 */
public final class ServiceFabricCredentials implements Credentials {
    private static final ServiceFabricCredentials NONE = new ServiceFabricCredentials(null, null, ServerTrust.system());

    private final @Nullable Secret token;
    private final @Nullable ClientCertificate certificate;
    private final ServerTrust trust;
    private final @Nullable Instant keptUntil;

    private ServiceFabricCredentials(
            @Nullable Secret token, @Nullable ClientCertificate certificate, ServerTrust trust) {
        this(token, certificate, trust, null);
    }

    private ServiceFabricCredentials(
            @Nullable Secret token,
            @Nullable ClientCertificate certificate,
            ServerTrust trust,
            @Nullable Instant keptUntil) {
        this.keptUntil = keptUntil;
        this.token = token;
        this.certificate = certificate;
        this.trust = trust;
    }

    /**
     * Returns empty credentials, for clusters without security, such as a development cluster.
     *
     * @return the empty credentials
     */
    public static ServiceFabricCredentials none() {
        return NONE;
    }

    /**
     * Returns credentials with a bearer token of Microsoft Entra ID that never changes.
     *
     * @param token the token, without the word Bearer
     * @return the credentials
     * @throws IllegalArgumentException if the token is blank, contains anything but visible ASCII or has quotes around it,
     *     begins with the word Bearer, or is a document such as a key; the message never contains the value
     */
    public static ServiceFabricCredentials bearer(String token) {
        requireNonNull(token, "token");
        Checks checks = Checks.of("ServiceFabricCredentials");
        SecretText.checkToken(checks, "token", token);
        checks.required("token", token)
                .check(
                        token.isBlank() || SecretText.isWord(token),
                        "token must be visible ASCII without spaces, and without quotes around it");
        checks.throwIfAny();
        return new ServiceFabricCredentials(Secret.of(token), null, ServerTrust.system());
    }

    /**
     * Returns a provider of bearer tokens from a supplier, such as a token library. A token is cached until shortly before it
     * expires (the claim {@code exp}) or until a gateway answers 401 or 403. The supplier is called by one thread at a time; if
     * it throws, that is not cached.
     *
     * @param tokens returns a valid token, without the word Bearer; may block
     * @return a provider for {@code ServiceFabricClient.Builder.credentials}
     */
    public static CredentialsProvider<ServiceFabricCredentials> bearer(Supplier<String> tokens) {
        Objects.requireNonNull(tokens, "tokens");
        return new SuppliedCredentials(
                () -> new ServiceFabricCredentials(SuppliedToken.of(tokens), null, ServerTrust.system()));
    }

    /**
     * Returns credentials with a client certificate, which is used in the TLS handshake. Requires an https endpoint.
     *
     * @param certificate the certificate and its key
     * @return the credentials
     */
    public static ServiceFabricCredentials clientCertificate(ClientCertificate certificate) {
        return new ServiceFabricCredentials(
                null, Objects.requireNonNull(certificate, "certificate"), ServerTrust.system());
    }

    /**
     * Returns a provider of tokens, certificates and pins from a supplier, so that they can change while a client runs.
     * Credentials are cached until shortly before they expire (the token's claim {@code exp}, the certificate's last date),
     * until a gateway answers 401 or 403, or until the TLS handshake fails; then the supplier is called again, by one thread at
     * a time. If it throws, that is not cached. A new certificate or new pins require new connections; open requests end on the
     * old ones.
     *
     * @param source returns valid credentials; may block
     * @return a provider for {@code ServiceFabricClient.Builder.credentials}
     */
    public static CredentialsProvider<ServiceFabricCredentials> supplied(Supplier<ServiceFabricCredentials> source) {
        Objects.requireNonNull(source, "source");
        return new SuppliedCredentials(source);
    }

    /**
     * Returns a copy with its own server trust.
     *
     * @param servers which servers to trust, instead of those in {@code ServiceFabricClient.Builder.serverTrust}
     * @return the changed copy
     */
    public ServiceFabricCredentials trusting(ServerTrust servers) {
        requireNonNull(servers, "servers");
        return new ServiceFabricCredentials(token, certificate, servers);
    }

    /** {@return the client certificate, if there is one} */
    public Optional<ClientCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /**
     * Returns which servers these credentials trust.
     *
     * @return the pins; {@link ServerTrust#system()} if there are none
     */
    public ServerTrust serverTrust() {
        return trust;
    }

    /** {@return the token, if there is one} */
    public Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    /** Returns a copy that is cached until a given time, whatever its own expiration. */
    ServiceFabricCredentials keptUntil(Instant end) {
        return new ServiceFabricCredentials(token, certificate, trust, end);
    }

    @Override
    public Optional<Instant> expiresAt() {
        if (keptUntil != null) {
            return Optional.of(keptUntil);
        }
        Optional<Instant> ofToken = token == null ? Optional.empty() : TokenExpiry.of(token);
        if (certificate == null) {
            return ofToken;
        }
        Instant ofCertificate = certificate.expiresAt();
        return ofToken.isPresent() && ofToken.get().isBefore(ofCertificate) ? ofToken : Optional.of(ofCertificate);
    }

    @Override
    public List<Secret> secrets() {
        return token == null ? List.of() : List.of(token);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceFabricCredentials credentials
                && Objects.equals(credentials.token, token)
                && Objects.equals(credentials.certificate, certificate)
                && credentials.trust.equals(trust);
    }

    @Override
    public int hashCode() {
        return Objects.hash(token, certificate, trust);
    }

    @Override
    public String toString() {
        return "ServiceFabricCredentials[" + (token == null ? "" : "bearer ***, ")
                + (certificate == null ? "" : certificate + ", ") + trust + "]";
    }
}
