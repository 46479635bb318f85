package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ties a knot: the engine needs a provider, and the provider the engine. Connected once, before the client is handed out. */
final class LateCredentials implements CredentialsProvider<YandexCredentials> {
    private volatile @Nullable CredentialsProvider<YandexCredentials> provider;

    void connect(CredentialsProvider<YandexCredentials> connected) {
        provider = connected;
    }

    @Override
    public YandexCredentials resolve() {
        return connected().resolve();
    }

    @Override
    public CompletableFuture<YandexCredentials> resolveAsync() {
        return connected().resolveAsync();
    }

    @Override
    public void invalidate(YandexCredentials refused) {
        connected().invalidate(refused);
    }

    private CredentialsProvider<YandexCredentials> connected() {
        return Objects.requireNonNull(provider, "provider");
    }
}
