package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceFabricFuzzTest {
    private static final List<byte[]> GOLDEN = GoldenFiles.answers("sdk-servicefabric");
    private static final CopyImageStoreContentRequest COPY = CopyImageStoreContentRequest.builder()
            .remoteSource("App\\v1")
            .remoteDestination("App\\v2")
            .build();

    /** A client at a cluster of its own, and what makes the answers after it damaged ones. */
    private interface Use {
        void of(ServiceFabricClient client, Runnable damage);
    }

    private static void fuzz(String parser, Use use) {
        Fuzzing.of(3_000, "Service Fabric " + parser, SdkException.class)
                .hiding("bearer-canary")
                .run(mutator -> {
                    ManualTimeSource time = new ManualTimeSource();
                    try (ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)
                                    .addFolder("App\\v1", "a", "b")
                                    .pageSize(2)
                                    .acceptBearer("bearer-canary")
                                    .aadMetadata(Map.of("type", "aad", "metadata", Map.of("tenant", "t")));
                            DamagingTransport transport = new DamagingTransport(cluster.transport(), GOLDEN);
                            ServiceFabricClient client = ServiceFabricClient.builder()
                                    .endpoint(cluster.endpoint())
                                    .credentials(ServiceFabricCredentials.bearer("bearer-canary"))
                                    .transport(transport)
                                    .timeSource(time)
                                    .callbackExecutor(Runnable::run)
                                    .build()) {
                        use.of(client, () -> transport.damageWith(mutator));
                        return true;
                    }
                });
    }

    @Test
    void copyImage_whateverTheAnswers_endsInATypedError() {
        fuzz("copy", (client, damage) -> {
            damage.run();
            Operation<CopiedContent> copy = client.copyImage(COPY);
            copy.poll();
        });
    }

    @Test
    void content_whateverTheAnswers_endsInATypedError() {
        fuzz("content", (client, damage) -> {
            damage.run();
            assertThat(client.listContent("App\\v1").limit(1000)).doesNotContainNull();
            client.walkContent("App", 1000);
        });
    }

    @Test
    void facts_whateverTheAnswers_endInATypedError() {
        fuzz("facts", (client, damage) -> {
            damage.run();
            client.folderSize("App\\v1");
            client.storeInfo();
            client.aadMetadata();
        });
    }

    @Test
    void bearer_whateverTheTokenHolds_hasAnEndOrNone() {
        String token =
                Base64.getUrlEncoder().encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                        + Base64.getUrlEncoder().encodeToString("{\"exp\":1793000000}".getBytes(StandardCharsets.UTF_8))
                        + ".c2ln";
        Fuzzing.of("Service Fabric bearer token", IllegalArgumentException.class)
                .run(mutator -> {
                    String damaged = new String(mutator.damaged(List.of(token)), StandardCharsets.UTF_8);
                    return ServiceFabricCredentials.bearer(damaged).expiresAt().isPresent();
                });
    }
}
