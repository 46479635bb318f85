package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.spi.CallExecutor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The IAM token for a JWT that is signed with a service account's authorized key.
 *
 * @param key called for each token
 */
record AuthorizedKeyLogin(Supplier<AuthorizedKey> key) implements CredentialsSource<YandexCredentials> {

    private static final List<Unused> FOLDERS = List.of(new Unused(
            YandexSetting.FILE_FOLDER_ID.key(),
            "name the folder in each request, and with YandexDesktopClient.Builder.folderId"));

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        AtomicReference<JwtSigner.@Nullable Identity> latest = new AtomicReference<>();
        CallExecutor calls =
                connection.signedBy(() -> Objects.requireNonNull(latest.get(), "identity"), new JwtSigner());
        UnusedSettings told = new UnusedSettings("YandexDesktopClient");
        return () -> {
            // Read here and not by the call: a missing or invalid key is not a failed call.
            String audience = connection.address(YandexIamCalls.AUDIENCE).toString();
            AuthorizedKey read = key.get();
            told.warnUnknown(read.entries(), AuthorizedKey.KNOWN, "the authorized key");
            told.warn(read.folder(), FOLDERS, connection.account());
            latest.set(new JwtSigner.Identity(read, audience));
            return IamTokenRequest.send(
                    connection, calls, YandexIamCalls.CREATE_TOKEN, "", IamTokenRequest.ONE_ATTEMPT);
        };
    }
}
