package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every request that the client sends, and every answer that the simulator gives, keeps to the published description. */
class SwaggerContractTest {
    private final SwaggerFragment description = SwaggerFragment.load();
    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)
            .addFolder("App\\v1", "a", "Code\\b")
            .pageSize(2);
    private final Recording wire = new Recording(cluster.transport());

    @Test
    void exchanges_keepToThePublishedDescription() {
        try (ServiceFabricClient client =
                TestClients.inProcess(cluster, time).transport(wire).build()) {
            CopyImageStoreContentRequest request = CopyImageStoreContentRequest.builder()
                    .remoteSource("App/v1")
                    .remoteDestination("App/v2")
                    .skipFiles("x")
                    .checkMarkFile(true)
                    .serverTimeout(Duration.ofSeconds(4_294_967_295L))
                    .build();
            new Jumping(time).finish(client.copyImage(request));
            assertThat(client.listContent("")).isNotEmpty();
            assertThat(client.listContent("App/v1")).hasSize(3);
            client.verifyCopy(request);
            client.preflight(request);
            client.deleteContent("App/v2");
            tolerating(() -> client.deleteContent("App/v2"));
            cluster.script(Timeline.immediate().failing("E_FAIL", "no"));
            tolerating(() -> new Jumping(time).finish(client.copyImage(request)));
            tolerating(() -> new Jumping(time).finish(client.copyImage(TestClients.copy("Absent", "App\\v3"))));
            cluster.script(Timeline.lasting(Duration.ofSeconds(70)));
            new Jumping(time).finish(client.copyImage(TestClients.copy("App\\v1", "App\\v3")));
        }

        assertThat(wire.exchanges).hasSizeGreaterThan(20);
        assertThat(wire.exchanges)
                .allSatisfy(exchange -> assertThat(description.violations(exchange.request, exchange.response))
                        .as("%s", exchange.request)
                        .isEmpty());
    }

    @Test
    void description_whenAnExchangeBreaksIt_saysHow() {
        HttpRequest request = HttpRequest.of(
                        "POST",
                        URI.create("https://c.test/ImageStore/$/Copy?api-version=9.9&timeout=0&x=1"),
                        HttpHeaders.empty())
                .withBody("{\"RemoteSource\":1,\" RemoteDestination\":\"b\"}".getBytes(StandardCharsets.UTF_8));
        HttpResponse response =
                new HttpResponse(500, HttpHeaders.empty(), "{\"Error\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(description.violations(request, response))
                .containsExactlyInAnyOrder(
                        "query parameter api-version is 9.9",
                        "query parameter timeout is 0",
                        "query parameter x is unknown",
                        "body.RemoteSource is no string",
                        "body has an unknown member  RemoteDestination",
                        "body lacks RemoteDestination",
                        "answer.Error lacks Code");
    }

    private static void tolerating(Runnable call) {
        try {
            call.run();
        } catch (SdkException refused) {
            assertThat(refused).hasMessageContaining("failed");
        }
    }

    private record Exchange(HttpRequest request, HttpResponse response) {}

    private static final class Recording implements HttpTransport {
        private final HttpTransport behind;
        private final List<Exchange> exchanges = new ArrayList<>();

        Recording(HttpTransport behind) {
            this.behind = behind;
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            HttpResponse response = behind.send(request, timeout);
            exchanges.add(new Exchange(request, response));
            return response;
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return behind.sendAsync(request, timeout).thenApply(response -> {
                exchanges.add(new Exchange(request, response));
                return response;
            });
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
