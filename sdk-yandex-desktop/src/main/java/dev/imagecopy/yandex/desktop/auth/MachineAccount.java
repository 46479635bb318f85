package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.TransportException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The IAM token of the service account of this virtual machine.
 *
 * @param base the metadata service's address
 * @see <a href="https://yandex.cloud/en/docs/compute/operations/vm-connect/auth-inside-vm">the vendor's page</a>
 */
record MachineAccount(Supplier<URI> base) implements CredentialsSource<YandexCredentials> {
    /** The longest time that a token is used, so that a change of the machine's service account is noticed. */
    private static final Duration CAP = Duration.ofMinutes(5);

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        return connection.explained(() -> capped(connection), "the metadata service");
    }

    private YandexCredentials capped(ClientConnection<YandexCredentials> connection) {
        YandexCredentials given = given(connection);
        Instant cap = connection.time().now().plus(CAP);
        boolean endsEarlier = given.expiresAt().filter(cap::isAfter).isPresent();
        return endsEarlier ? given : YandexCredentials.iamToken(given.iamToken().reveal(), cap);
    }

    private YandexCredentials given(ClientConnection<YandexCredentials> connection) {
        try {
            return IamTokenRequest.send(connection, YandexIamCalls.METADATA_TOKEN, base.get());
        } catch (TransportException e) {
            throw CredentialsException.absent("the metadata service cannot be reached: " + e.reason(), true);
        } catch (DeadlineExceededException e) {
            throw CredentialsException.absent("the metadata service did not answer in time", true);
        } catch (NotFoundException e) {
            throw new CredentialsException("this machine has no service account", ErrorContext.none(false), null);
        }
    }
}
