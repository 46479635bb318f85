package dev.imagecopy.huawei.ims.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a call: a permanent or temporary access key, which signs each request with SDK-HMAC-SHA256, or an IAM
 * token, which is sent with it. Immutable; {@link #toString()} shows no secret.
 */
public final class HuaweiCredentials implements Credentials {
    private static final int SHORTEST_PART = 16;

    private final @Nullable String accessKey;
    private final Secret secret;
    private final @Nullable Secret securityToken;
    private final @Nullable Instant expiresAt;
    private final String projectId;
    private final @Nullable URI iamEndpoint;

    private HuaweiCredentials(
            @Nullable String accessKey,
            Secret secret,
            @Nullable Secret securityToken,
            @Nullable Instant expiresAt,
            String projectId,
            @Nullable URI iamEndpoint) {
        this.accessKey = accessKey;
        this.secret = secret;
        this.securityToken = securityToken;
        this.expiresAt = expiresAt;
        this.projectId = projectId;
        this.iamEndpoint = iamEndpoint;
    }

    /**
     * Returns credentials with a permanent access key.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @return the credentials
     * @throws IllegalArgumentException if a part is missing or malformed; the message lists every violation
     */
    public static HuaweiCredentials accessKey(String accessKey, String secretKey) {
        check(checks -> checkKey(checks, accessKey, secretKey));
        return new HuaweiCredentials(accessKey, Secret.of(secretKey), null, null, "", null);
    }

    /**
     * Returns credentials with a temporary access key that expires at an unknown time.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @param securityToken the security token that belongs to the key
     * @return the credentials
     * @throws IllegalArgumentException if a part is missing or malformed; the message lists every violation
     */
    public static HuaweiCredentials temporary(String accessKey, String secretKey, String securityToken) {
        check(checks -> checkParts(checks, accessKey, secretKey, securityToken));
        return new HuaweiCredentials(accessKey, Secret.of(secretKey), Secret.of(securityToken), null, "", null);
    }

    /**
     * Returns credentials with a temporary access key.
     *
     * @param accessKey the access key id (AK)
     * @param secretKey the secret access key (SK)
     * @param securityToken the security token that belongs to the key
     * @param expiresAt when it expires
     * @return the credentials
     * @throws IllegalArgumentException if a part is missing or malformed; the message lists every violation
     */
    public static HuaweiCredentials temporary(
            String accessKey, String secretKey, String securityToken, Instant expiresAt) {
        HuaweiCredentials endless = temporary(accessKey, secretKey, securityToken);
        return new HuaweiCredentials(
                accessKey,
                endless.secret,
                endless.securityToken,
                Objects.requireNonNull(expiresAt, "expiresAt"),
                "",
                null);
    }

    /**
     * Returns credentials with an IAM token for the client's project that expires at an unknown time.
     *
     * @param token the token, from IAM's header {@code X-Subject-Token}
     * @return the credentials
     * @throws IllegalArgumentException if the token is missing or malformed
     */
    public static HuaweiCredentials token(String token) {
        check(checks -> checkToken(checks, "token", token));
        return new HuaweiCredentials(null, Secret.of(token), null, null, "", null);
    }

    /**
     * Returns credentials with an IAM token for the client's project.
     *
     * @param token the token, from IAM's header {@code X-Subject-Token}
     * @param expiresAt when it expires
     * @return the credentials
     * @throws IllegalArgumentException if the token is missing or malformed
     */
    public static HuaweiCredentials token(String token, Instant expiresAt) {
        return new HuaweiCredentials(
                null, token(token).secret, null, Objects.requireNonNull(expiresAt, "expiresAt"), "", null);
    }

    /**
     * Returns a copy for a project, such as one from a file or an environment variable.
     *
     * @param id the project's id
     * @return the changed copy
     * @throws IllegalArgumentException if the id is invalid
     */
    public HuaweiCredentials inProject(String id) {
        requireNonNull(id, "id");
        check(checks -> MisplacedSecret.check(checks.id("projectId", id), "projectId", id));
        return new HuaweiCredentials(accessKey, secret, securityToken, expiresAt, id, iamEndpoint);
    }

    /**
     * Returns the same credentials with the address of their identity service, which files may name.
     *
     * @param endpoint its address, https, without a path other than the version of the API
     * @return the changed copy
     * @throws IllegalArgumentException if what is said to the address would travel unprotected, or it holds user info, a path or a query
     */
    public HuaweiCredentials askingIam(URI endpoint) {
        requireNonNull(endpoint, "endpoint");
        String flaw = AddressFlaw.of(endpoint);
        check(checks -> checks.check(
                        flaw.isEmpty()
                                && LocalAddress.isProtected(endpoint)
                                && endpoint.getRawQuery() == null
                                && MisplacedSecret.kindIn(endpoint).isEmpty(),
                        "iamEndpoint "
                                + (flaw.isEmpty() ? "must be an https address without user info and query" : flaw))
                .check(AddressFlaw.ofPath(endpoint).isEmpty(), "iamEndpoint " + AddressFlaw.ofPath(endpoint)));
        URI host = URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority());
        return new HuaweiCredentials(accessKey, secret, securityToken, expiresAt, projectId, host);
    }

    /**
     * Returns the address of the credentials' identity service.
     *
     * @return the address; empty for the client's
     */
    public Optional<URI> iamEndpoint() {
        return Optional.ofNullable(iamEndpoint);
    }

    /**
     * Returns the project of the credentials. The client's own project, if set, takes precedence.
     *
     * @return the project's id, if there is one
     */
    public Optional<String> projectId() {
        return projectId.isEmpty() ? Optional.empty() : Optional.of(projectId);
    }

    /** {@return the AK; empty for an IAM token} */
    public Optional<String> accessKey() {
        return Optional.ofNullable(accessKey);
    }

    /**
     * Returns the secret: the secret access key, or the IAM token if there is no {@link #accessKey()}.
     *
     * @return the secret
     */
    public Secret secret() {
        return secret;
    }

    /**
     * Returns the token that belongs to a temporary access key.
     *
     * @return the security token; empty for permanent keys and IAM tokens
     */
    public Optional<Secret> securityToken() {
        return Optional.ofNullable(securityToken);
    }

    @Override
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    @Override
    public String identity() {
        return accessKey().orElse("");
    }

    @Override
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(List.of(secret));
        if (securityToken().isPresent()) {
            secrets.add(securityToken().get());
        }
        return List.copyOf(secrets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HuaweiCredentials that
                && Objects.equals(that.accessKey, accessKey)
                && that.secret.equals(secret)
                && Objects.equals(that.securityToken, securityToken)
                && Objects.equals(that.expiresAt, expiresAt)
                && that.projectId.equals(projectId)
                && Objects.equals(that.iamEndpoint, iamEndpoint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessKey, secret, securityToken, expiresAt, projectId, iamEndpoint);
    }

    @Override
    public String toString() {
        String kind = accessKey == null ? "token" : securityToken == null ? "access key" : "temporary access key";
        return "HuaweiCredentials[" + kind + (expiresAt == null ? "" : " until " + expiresAt) + "]";
    }

    private static void check(Consumer<Checks> rules) {
        Checks checks = Checks.of("HuaweiCredentials");
        rules.accept(checks);
        checks.throwIfAny();
    }

    private static Checks checkKey(Checks checks, @Nullable String accessKey, @Nullable String secretKey) {
        String swapped = SwappedKey.flaw("accessKey", accessKey, "secretKey", secretKey);
        checks.check(swapped.isEmpty(), swapped);
        if (accessKey != null && SecretText.isPlaceholder(accessKey)) {
            SecretText.checkId(checks, "accessKey", accessKey);
        } else if (swapped.isEmpty()) {
            MisplacedSecret.check(checks, "accessKey", accessKey); // shown in events
        }
        String flaw = secretKey == null ? "" : SecretText.flaw(secretKey, "secret");
        String left = secretKey == null || !flaw.isEmpty() ? "" : SecretText.leftover(secretKey);
        return checks.id("accessKey", accessKey)
                .required("secretKey", secretKey)
                .noControls("secretKey", secretKey)
                .check(left.isEmpty(), "secretKey has ".concat(left))
                .check(
                        flaw.isEmpty(),
                        "secretKey ".concat(flaw)); // the vendor's signer takes secrets beyond ASCII, too
    }

    private static void checkParts(Checks checks, String accessKey, String secretKey, String securityToken) {
        checkToken(checkKey(checks, accessKey, secretKey), "securityToken", securityToken);
        checks.check(!isSame(securityToken, secretKey), "securityToken is the same as secretKey")
                .check(!isSame(securityToken, accessKey), "securityToken is the same as accessKey");
    }

    /** Whether a token is another part of its key, which was put into both places; parts in tests are shorter. */
    private static boolean isSame(@Nullable String token, @Nullable String part) {
        return token != null && token.length() >= SHORTEST_PART && token.equals(part);
    }

    private static void checkToken(Checks checks, String name, @Nullable String token) {
        SecretText.checkToken(checks, name, token);
        checks.required(name, token)
                .check(token == null || Checks.isVisibleAscii(token), name + " must be visible ASCII without spaces");
    }
}
