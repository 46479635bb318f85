package dev.imagecopy.yandex.desktop.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An IAM token of Yandex Cloud, with which every call authenticates itself. Immutable; {@link #toString()} shows no secret.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token">IAM token</a>
 */
public final class YandexCredentials implements Credentials {
    private final Secret iamToken;
    private final @Nullable Instant expiresAt;

    private YandexCredentials(@Nullable String iamToken, @Nullable Instant expiresAt) {
        Checks checks = Checks.of("YandexCredentials").required("iamToken", iamToken);
        if (iamToken != null && !iamToken.isBlank()) {
            Optional<String> wrong = WrongSecret.of(iamToken);
            checks.check(wrong.isPresent() || Checks.isVisibleAscii(iamToken), "iamToken must be visible ASCII")
                    .check(
                            wrong.isPresent() || SecretText.leftover(iamToken).isEmpty(),
                            "iamToken has ".concat(SecretText.leftover(iamToken)))
                    .check(wrong.isEmpty(), wrong.orElse(""));
        }
        checks.throwIfAny();
        this.iamToken = Secret.of(String.valueOf(iamToken));
        this.expiresAt = expiresAt;
    }

    /**
     * Returns credentials with an IAM token that expires at an unknown time. Tokens are valid for at most 12 hours.
     *
     * @param iamToken the token
     * @return the credentials
     * @throws IllegalArgumentException if it is blank, not visible ASCII, or evidently another kind of secret (an OAuth token,
     *     an API key, a static access key); the message says what to use instead and never contains the value
     */
    public static YandexCredentials iamToken(String iamToken) {
        return new YandexCredentials(iamToken, null);
    }

    /**
     * Returns credentials with an IAM token.
     *
     * @param iamToken the token
     * @param expiresAt when it expires
     * @return the credentials
     * @throws IllegalArgumentException as {@link #iamToken(String)} does
     */
    public static YandexCredentials iamToken(String iamToken, Instant expiresAt) {
        return new YandexCredentials(iamToken, Objects.requireNonNull(expiresAt, "expiresAt"));
    }

    /**
     * Returns a source that uses a service account's authorized key: it signs a JWT and exchanges it for tokens, which are
     * cached and refreshed.
     *
     * @param file the key's file, in any of the vendor's formats; read when a token is needed, so the first call reports any
     *     problem with it
     * @return the source
     * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/key">Authorized keys</a>
     */
    public static CredentialsSource<YandexCredentials> serviceAccountKey(Path file) {
        Objects.requireNonNull(file, "file");
        return new AuthorizedKeyLogin(() -> AuthorizedKey.read(file)).cached();
    }

    /**
     * Like {@link #serviceAccountKey(Path)}, with the content of the file.
     *
     * @param json the content of the key's file
     * @return the source
     * @throws dev.imagecopy.core.error.CredentialsException if it is not an authorized key; the message says what is wrong
     */
    public static CredentialsSource<YandexCredentials> serviceAccountKeyJson(String json) {
        requireNonNull(json, "json");
        AuthorizedKey key = AuthorizedKey.parse(json);
        return new AuthorizedKeyLogin(() -> key).cached();
    }

    /**
     * Returns a source that uses the token of an identity provider that a workload identity federation trusts.
     *
     * @param serviceAccountId the service account to act as
     * @param tokenFile the file with the identity provider's token; read again for each exchange
     * @return the source
     */
    public static CredentialsSource<YandexCredentials> workloadIdentity(String serviceAccountId, Path tokenFile) {
        Objects.requireNonNull(tokenFile, "tokenFile");
        return workloadIdentity(serviceAccountId, () -> SettingFile.token(tokenFile, "the token file"));
    }

    /**
     * Like {@link #workloadIdentity(String, Path)}, with a supplier of the token.
     *
     * @param serviceAccountId the service account to act as
     * @param token returns the identity provider's token; called for each exchange
     * @return the source
     */
    public static CredentialsSource<YandexCredentials> workloadIdentity(
            String serviceAccountId, Supplier<String> token) {
        Checks checks = Checks.of("YandexCredentials").id("serviceAccountId", serviceAccountId);
        SecretForms.checkId(checks, "serviceAccountId", serviceAccountId);
        checks.throwIfAny();
        Objects.requireNonNull(token, "token");
        return new WorkloadIdentity(() -> serviceAccountId, token).cached();
    }

    /**
     * Returns a source that uses the service account of this virtual machine. A token is used for at most 5 minutes, so that a
     * change of the service account is noticed. The service is always called without a proxy.
     *
     * @param base the metadata service's address, {@code http://169.254.169.254/} on the vendor's machines
     * @return the source
     * @throws IllegalArgumentException if it is no http or https address
     */
    public static CredentialsSource<YandexCredentials> metadataService(URI base) {
        Objects.requireNonNull(base, "base");
        String flaw = AddressFlaw.of(base);
        if (!flaw.isEmpty()) {
            throw new IllegalArgumentException("base " + flaw.replace("https", "http"));
        }
        boolean isAddress = base.getHost() != null
                && base.getRawQuery() == null
                && base.getRawFragment() == null
                && ("http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme()))
                && MisplacedSecret.kindIn(base).isEmpty();
        if (!isAddress) {
            throw new IllegalArgumentException("base must be an http address");
        }
        return new MachineAccount(() -> base, true).cached();
    }

    /** {@return the IAM token} */
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

    /** Compares only the token: the service may return the same one again with a different expiry. */
    @Override
    public boolean equals(Object other) {
        return other instanceof YandexCredentials that && that.iamToken.equals(iamToken);
    }

    @Override
    public int hashCode() {
        return iamToken.hashCode();
    }

    @Override
    public String toString() {
        return "YandexCredentials[iamToken=***, expiresAt=" + expiresAt + "]";
    }
}
