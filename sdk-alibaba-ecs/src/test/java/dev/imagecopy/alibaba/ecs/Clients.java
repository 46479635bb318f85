package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.time.Duration;

/** Clients and requests for the simulator. */
final class Clients {
    static final AlibabaCredentials CREDENTIALS =
            AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);

    static final PollPolicy FAST = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ZERO)
            .minInterval(Duration.ofMillis(5))
            .maxInterval(Duration.ofMillis(5))
            .build();

    private Clients() {}

    /** Over HTTP, on the system's clock, polling every few milliseconds. */
    static AlibabaEcsClient.Builder overHttp(AlibabaEcsSimulator simulator) {
        return AlibabaEcsClient.builder()
                .endpoint(simulator.endpoint())
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(CREDENTIALS)
                .pollPolicy(FAST);
    }

    /** In process, to the vendor's own host names. */
    static AlibabaEcsClient.Builder inProcess(AlibabaEcsSimulator simulator, TimeSource time) {
        return AlibabaEcsClient.builder()
                .transport(simulator.transport())
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(CREDENTIALS);
    }

    static AlibabaCopyImageRequest.Builder toShanghai() {
        return AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion("cn-shanghai");
    }
}
