package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;

/**
 * Where IAM tokens come from when a service has to be asked for them. A client that is given a source connects it to its own
 * transport and clocks; one source may serve many clients, each with a token of its own.
 *
 * <p>Thread safety: implementations are immutable.
 */
@FunctionalInterface
public interface YandexCredentialsSource {

    /**
     * Makes the provider for one client. Does no I/O.
     *
     * @param exchange the client's way to the services that give tokens
     * @return the provider, which keeps what is worth keeping
     */
    CredentialsProvider<YandexCredentials> connect(YandexTokenExchange exchange);
}
