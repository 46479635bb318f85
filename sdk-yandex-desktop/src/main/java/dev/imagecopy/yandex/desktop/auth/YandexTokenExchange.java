package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.time.TimeSource;
import java.net.URI;

/**
 * The services that give IAM tokens, as a client reaches them: over its transport, on its clocks, until it is closed. Made by
 * the client; sources of credentials call it.
 *
 * <p>All methods block, and throw {@link dev.imagecopy.core.error.CredentialsException}, whose message tells the service's
 * code and never a secret. Nothing is sent again after 401 or 403.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public interface YandexTokenExchange {

    /**
     * Exchanges a signed JWT for a token ({@code POST /iam/v1/tokens}).
     *
     * @param jwt signed with a service account's authorized key
     * @return the token, with its end
     * @see <a href="https://yandex.cloud/en/docs/iam/operations/iam-token/create-for-sa">the vendor's page</a>
     */
    YandexCredentials exchangeJwt(String jwt);

    /**
     * Exchanges an identity provider's token for a token of a service account, as RFC 8693 says.
     *
     * @param serviceAccountId the service account
     * @param subjectToken the identity provider's token
     * @return the token, with its end
     */
    YandexCredentials exchangeSubjectToken(String serviceAccountId, String subjectToken);

    /**
     * Asks the metadata service of the virtual machine. Takes at most 1 s.
     *
     * @param base the metadata service's address
     * @return the token, with its end
     * @see <a href="https://yandex.cloud/en/docs/compute/operations/vm-connect/auth-inside-vm">the vendor's page</a>
     */
    YandexCredentials askMetadata(URI base);

    /**
     * Tells what a JWT must name as its audience.
     *
     * @return the address of the installation's token service, for example
     *     {@code https://iam.api.cloud.yandex.net/iam/v1/tokens}
     */
    String jwtAudience();

    /**
     * Returns the clocks.
     *
     * @return the client's time source
     */
    TimeSource time();
}
