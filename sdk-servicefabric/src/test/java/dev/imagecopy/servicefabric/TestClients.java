package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;

/** Clients as the tests want them. */
final class TestClients {
    private TestClients() {}

    /** A client on TCP that polls fast. */
    static ServiceFabricClient.Builder listening(ServiceFabricSimulator cluster) {
        return ServiceFabricClient.builder().endpoint(cluster.endpoint()).pollPolicy(fast());
    }

    /** A client in process, on a clock that jumps. */
    static ServiceFabricClient.Builder inProcess(ServiceFabricSimulator cluster, ManualTimeSource time) {
        return ServiceFabricClient.builder()
                .endpoint(cluster.endpoint())
                .transport(cluster.transport())
                .timeSource(time)
                .callbackExecutor(Runnable::run);
    }

    static PollPolicy fast() {
        return PollPolicy.standard().toBuilder()
                .initialDelay(Duration.ofMillis(5))
                .minInterval(Duration.ofMillis(5))
                .maxInterval(Duration.ofMillis(20))
                .build();
    }

    static CopyImageStoreContentRequest copy(String source, String destination) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(source)
                .remoteDestination(destination)
                .build();
    }
}
