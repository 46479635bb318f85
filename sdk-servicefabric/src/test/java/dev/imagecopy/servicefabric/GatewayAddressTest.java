package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The addresses of several gateways as people write them. */
class GatewayAddressTest {
    @Test
    void call_thatGoesToTheNextGateway_keepsItsPath() {
        ManualTimeSource time = new ManualTimeSource();
        FakeTransport transport = new FakeTransport(time)
                .answerWith(request -> {
                    throw new TransportException("away", SendPhase.NOT_SENT, ErrorContext.none(true), null);
                })
                .answer(200, "{\"isAadEnabled\":false}");
        try (ServiceFabricClient client = ServiceFabricClient.builder()
                .endpoint(URI.create("https://[0:0:0:0:0:0:0:1]:019080/base/"))
                .furtherEndpoints(URI.create("HTTPS://B.Example:19080"))
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build()) {
            time.runUntilDone(client.deleteContentAsync("App\\v1"));

            assertThat(transport.requests())
                    .extracting(request -> request.target().replaceFirst("\\?.*", ""))
                    .startsWith(
                            "https://[::1]:19080/base/ImageStore/App/v1", "https://b.example:19080/ImageStore/App/v1");
        }
    }
}
