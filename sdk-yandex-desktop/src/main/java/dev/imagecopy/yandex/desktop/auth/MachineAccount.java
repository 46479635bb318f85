package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.MetadataSession;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.TransportException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The IAM token of the service account of this virtual machine.
 *
 * @param base the metadata service's address
 * @param isChosen whether the machine was chosen as the source, and is not one of several places to look
 * @see <a href="https://yandex.cloud/en/docs/compute/operations/vm-connect/auth-inside-vm">the vendor's page</a>
 */
record MachineAccount(Supplier<URI> base, boolean isChosen) implements CredentialsSource<YandexCredentials> {
    /** The longest time that a token is used, so that a change of the machine's service account is noticed. */
    private static final Duration CAP = Duration.ofMinutes(5);

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        MetadataPatience patience = isChosen ? MetadataPatience.chosen() : MetadataPatience.probing();
        return connection.explained(() -> capped(connection, patience), "the metadata service");
    }

    private YandexCredentials capped(ClientConnection<YandexCredentials> connection, MetadataPatience patience) {
        YandexCredentials given = given(connection, patience);
        Instant cap = connection.time().now().plus(CAP);
        boolean endsEarlier = given.expiresAt().filter(cap::isAfter).isPresent();
        return endsEarlier ? given : YandexCredentials.iamToken(given.iamToken().reveal(), cap);
    }

    private YandexCredentials given(ClientConnection<YandexCredentials> connection, MetadataPatience patience) {
        try {
            YandexCredentials given = IamTokenRequest.send(
                    connection, connection.machine(), YandexIamCalls.METADATA_TOKEN, base.get(), patience.options());
            patience.answered();
            return given;
        } catch (TransportException e) {
            throw patience.noAnswer("the metadata service cannot be reached: " + e.reason(), e);
        } catch (DeadlineExceededException e) {
            throw patience.noAnswer("the metadata service did not answer in time", e);
        } catch (ApiException e) {
            patience.answered();
            if (!MetadataSession.isNone(e.status())) {
                throw e;
            }
            throw CredentialsException.absent("this machine has no service account", false);
        }
    }
}
