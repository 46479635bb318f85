package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Every request that the client sends, and every answer that the simulator gives, keeps to the published description: here call
 * by call, and in all tests whose client comes from {@link TestClients#inProcess}.
 */
class SwaggerContractTest {
    private final SwaggerFragment description = SwaggerFragment.load();
    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)
            .addFolder("App\\v1", "a", "Code\\b")
            .pageSize(2);
    private final DescribedTransport wire = new DescribedTransport(cluster.transport());

    @Test
    void calls_ofEveryKind_keepToThePublishedDescription() {
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

        assertThat(wire.operations())
                .containsExactlyInAnyOrder(
                        "CopyImageStoreContent",
                        "DeleteImageStoreContent",
                        "GetImageStoreContent",
                        "GetImageStoreFolderSize",
                        "GetImageStoreInfo",
                        "GetImageStoreRootContent");
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

    @Test
    void exchanges_whenTheyBreakTheDescription_failTheirTest() {
        Fault broken = Fault.status(200)
                .body("application/json", "{\"NoSuchMember\":1}")
                .on("listContent");
        cluster.failNext(broken.times(2));
        try (ServiceFabricClient client = TestClients.inProcess(cluster, time)
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThatThrownBy(() -> client.listContent("App").toList())
                    .rootCause()
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("unknown member NoSuchMember");
            assertThatThrownBy(() -> client.listContentAsync("App").join())
                    .hasRootCauseInstanceOf(AssertionError.class);
        }
    }

    private static void tolerating(Runnable call) {
        try {
            call.run();
        } catch (SdkException refused) {
            assertThat(refused).hasMessageContaining("failed");
        }
    }
}
