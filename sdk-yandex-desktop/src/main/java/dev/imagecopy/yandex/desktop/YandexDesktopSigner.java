package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Instant;

/** Adds the IAM token to a request. */
final class YandexDesktopSigner implements RequestSigner<YandexCredentials> {
    @Override
    public HttpRequest sign(HttpRequest request, YandexCredentials credentials, Instant time) {
        return request.withHeaders(request.headers().toBuilder()
                .set("Authorization", "Bearer ".concat(credentials.iamToken().reveal()))
                .build());
    }
}
