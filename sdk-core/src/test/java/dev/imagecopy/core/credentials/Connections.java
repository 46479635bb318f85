package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Connections as clients have them, to services whose refusals may all be repeated. A 429 with the header {@code Window} is one of a
 * service that counts calls by the minute.
 */
final class Connections extends ClientBuilder<Connections> {
    private Connections() {}

    static <C extends Credentials> ClientConnection<C> over(HttpTransport transport, TimeSource time) {
        Connections builder = new Connections().transport(transport).timeSource(time);
        return new ClientConnection<>(
                builder.setup().prepareRuntime(),
                ProviderProfile.<C>builder("TestClient", "test")
                        .endpoints(route -> URI.create("https://identity.example"))
                        .credentials(ClientConnection.unused())
                        .signer((request, credentials, now) -> request)
                        .errors((response, body) -> refusal(response))
                        .account("project")
                        .build(),
                "region");
    }

    private static ServiceError refusal(HttpResponse response) {
        ApiError error = new ApiError(response.status(), "", "", null, null, null, Map.of());
        if (response.status() != 429) {
            return new ServiceError(error, Recovery.TRANSIENT, ApiException::new);
        }
        ServiceError throttled = new ServiceError(error, Recovery.THROTTLED, ThrottledException::new);
        return response.headers().first("Window").isPresent()
                ? throttled.withThrottleWindow(Duration.ofMinutes(1))
                : throttled;
    }

    @Override
    protected Connections self() {
        return this;
    }
}
