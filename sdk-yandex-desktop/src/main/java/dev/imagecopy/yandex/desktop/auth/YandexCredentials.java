package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IAM token of Yandex Cloud: what every call proves its identity with. Immutable; {@link #toString()} shows no secret.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token">IAM token</a>
 */
public final class YandexCredentials implements Credentials {
    private final Secret iamToken;
    private final @Nullable Instant expiresAt;

    private YandexCredentials(@Nullable String iamToken, @Nullable Instant expiresAt) {
        Checks checks = Checks.of("YandexCredentials").required("iamToken", iamToken);
        if (iamToken != null && !iamToken.isBlank()) {
            checks.check(iamToken.chars().allMatch(c -> c > 0x20 && c < 0x7f), "iamToken must be visible ASCII");
            WrongSecret.of(iamToken).ifPresent(advice -> checks.check(false, advice));
        }
        checks.throwIfAny();
        this.iamToken = Secret.of(String.valueOf(iamToken));
        this.expiresAt = expiresAt;
    }

    /**
     * Wraps an IAM token whose end is not known. Tokens live for at most 12 hours.
     *
     * @param iamToken the token
     * @return the credentials
     * @throws IllegalArgumentException if it is blank, no visible ASCII, or evidently another kind of secret (an OAuth token,
     *     an API key, a static access key); the message says what to use instead and never holds the value
     */
    public static YandexCredentials iamToken(String iamToken) {
        return new YandexCredentials(iamToken, null);
    }

    /**
     * Wraps an IAM token.
     *
     * @param iamToken the token
     * @param expiresAt when it ends
     * @return the credentials
     * @throws IllegalArgumentException as {@link #iamToken(String)} does
     */
    public static YandexCredentials iamToken(String iamToken, Instant expiresAt) {
        return new YandexCredentials(iamToken, Objects.requireNonNull(expiresAt, "expiresAt"));
    }

    /**
     * Returns the token, for the signer.
     *
     * @return the IAM token
     */
    public Secret iamToken() {
        return iamToken;
    }

    @Override
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    @Override
    public List<Secret> secrets() {
        return List.of(iamToken);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YandexCredentials that
                && that.iamToken.equals(iamToken)
                && Objects.equals(that.expiresAt, expiresAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(iamToken, expiresAt);
    }

    @Override
    public String toString() {
        return "YandexCredentials[iamToken=***, expiresAt=" + expiresAt + "]";
    }
}
