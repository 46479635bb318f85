package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.util.Map;

/** Connections as clients have them, to services whose refusals may all be repeated. */
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
                        .errors((response, body) -> new ServiceError(
                                new ApiError(response.status(), "", "", null, null, null, Map.of()),
                                Recovery.TRANSIENT,
                                ApiException::new))
                        .account("project")
                        .build(),
                "region");
    }

    @Override
    protected Connections self() {
        return this;
    }
}
