package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access key of Alibaba Cloud, permanent or temporary. Immutable; {@link #toString()} shows no secret.
 *
 * <p>See {@link AlibabaCredentialsProviders} for sources of keys: environment, files, instance metadata, roles.
 */
public final class AlibabaCredentials implements Credentials {
    private static final int SHORTEST_PART = 16;

    private final String accessKeyId;
    private final Secret accessKeySecret;
    private final @Nullable Secret securityToken;
    private final @Nullable Instant expiresAt;

    private AlibabaCredentials(
            String accessKeyId,
            @Nullable String accessKeySecret,
            @Nullable String securityToken,
            boolean temporary,
            @Nullable Instant expiresAt) {
        Checks checks = Checks.of("AlibabaCredentials");
        String swapped = SwappedKey.flaw("accessKeyId", accessKeyId, "accessKeySecret", accessKeySecret);
        checks.check(swapped.isEmpty(), swapped);
        if (accessKeyId != null && SecretText.isPlaceholder(accessKeyId)) {
            SecretText.checkId(checks, "accessKeyId", accessKeyId);
        } else if (swapped.isEmpty()) {
            MisplacedSecret.check(checks, "accessKeyId", accessKeyId); // shown in toString, events and messages
        }
        SecretText.checkSecret(checks, "accessKeySecret", accessKeySecret);
        SecretText.checkToken(checks, "securityToken", securityToken);
        checks.required("accessKeyId", accessKeyId)
                .check(
                        accessKeyId == null || accessKeyId.isBlank() || Checks.isId(accessKeyId),
                        "accessKeyId must be letters, digits, '.', '_' and '-', visible ASCII")
                .required("accessKeySecret", accessKeySecret)
                .noControls("accessKeySecret", accessKeySecret)
                .check(!temporary || (securityToken != null && !securityToken.isBlank()), "securityToken is required")
                .check(
                        temporary || !isTemporary(accessKeyId),
                        "securityToken is required, since an accessKeyId that begins with STS. is temporary")
                .check(isHeaderSafe(securityToken), "securityToken must be visible ASCII")
                .check(!isSame(securityToken, accessKeySecret), "securityToken is the same as accessKeySecret")
                .check(!isSame(securityToken, accessKeyId), "securityToken is the same as accessKeyId")
                .throwIfAny();
        this.accessKeyId = accessKeyId;
        this.accessKeySecret = Secret.of(String.valueOf(accessKeySecret));
        this.securityToken = securityToken == null ? null : Secret.of(securityToken);
        this.expiresAt = expiresAt;
    }

    /**
     * Creates credentials from a permanent access key.
     *
     * @param accessKeyId the key's id, which does not start with {@code STS.}
     * @param accessKeySecret the key's secret
     * @return the credentials
     * @throws IllegalArgumentException if either is blank, evidently something else, such as a placeholder or the other one, or
     *     contains characters that are not visible ASCII; the message never contains a value
     */
    public static AlibabaCredentials accessKey(String accessKeyId, String accessKeySecret) {
        return new AlibabaCredentials(accessKeyId, accessKeySecret, null, false, null);
    }

    /** An access key that a program prints with an expiration, but without a token. */
    static AlibabaCredentials accessKey(String accessKeyId, String accessKeySecret, Instant expiresAt) {
        return new AlibabaCredentials(accessKeyId, accessKeySecret, null, false, expiresAt);
    }

    /**
     * Creates credentials from a temporary access key of the Security Token Service.
     *
     * @param accessKeyId the key's id, which starts with {@code STS.}
     * @param accessKeySecret the key's secret
     * @param securityToken the token that belongs to the key
     * @return the credentials, with unknown expiry
     * @throws IllegalArgumentException if one is blank or contains a control character; the message never contains a value
     */
    public static AlibabaCredentials sts(String accessKeyId, String accessKeySecret, String securityToken) {
        return new AlibabaCredentials(accessKeyId, accessKeySecret, securityToken, true, null);
    }

    /**
     * Creates credentials from a temporary access key of the Security Token Service with a known expiry.
     *
     * @param accessKeyId the key's id, which starts with {@code STS.}
     * @param accessKeySecret the key's secret
     * @param securityToken the token that belongs to the key
     * @param expiresAt when it expires
     * @return the credentials
     * @throws IllegalArgumentException if one is blank or contains a control character; the message never contains a value
     */
    public static AlibabaCredentials sts(
            String accessKeyId, String accessKeySecret, String securityToken, Instant expiresAt) {
        return new AlibabaCredentials(
                accessKeyId, accessKeySecret, securityToken, true, Objects.requireNonNull(expiresAt, "expiresAt"));
    }

    /**
     * Returns the id of the access key, which is not secret.
     *
     * @return the id
     */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** {@return the secret of the access key} */
    public Secret accessKeySecret() {
        return accessKeySecret;
    }

    /**
     * Returns the token of a temporary access key.
     *
     * @return the token; empty for a permanent key
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
        return accessKeyId;
    }

    /**
     * Returns the secrets in every form in which the service may quote them: its signature errors contain the request
     * percent-encoded once and twice.
     */
    @Override
    public List<Secret> secrets() {
        return securityToken == null ? List.of(accessKeySecret) : List.of(accessKeySecret, securityToken);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlibabaCredentials that
                && accessKeyId.equals(that.accessKeyId)
                && accessKeySecret.equals(that.accessKeySecret)
                && Objects.equals(securityToken, that.securityToken)
                && Objects.equals(expiresAt, that.expiresAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessKeyId, accessKeySecret, securityToken, expiresAt);
    }

    @Override
    public String toString() {
        return "AlibabaCredentials[accessKeyId=" + accessKeyId + ", accessKeySecret=***"
                + (securityToken == null ? "" : ", securityToken=***")
                + (expiresAt == null ? "" : ", expiresAt=" + expiresAt) + "]";
    }

    /** Returns whether an id is that of a temporary key, which is of no use without its token. */
    static boolean isTemporary(@Nullable String accessKeyId) {
        return accessKeyId != null && accessKeyId.startsWith("STS.");
    }

    /** Whether a token is another part of its key, which was put into both places; parts in tests are shorter. */
    private static boolean isSame(@Nullable String token, @Nullable String part) {
        return token != null && token.length() >= SHORTEST_PART && token.equals(part);
    }

    /** Both are sent in headers. */
    private static boolean isHeaderSafe(@Nullable String value) {
        return value == null || Checks.isVisibleAscii(value);
    }
}
