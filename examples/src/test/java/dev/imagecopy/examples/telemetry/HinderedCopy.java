package dev.imagecopy.examples.telemetry;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.examples.FastPolling;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;

/** A copy whose first request meets a 503, and that is queued once and running twice when it is asked for. */
final class HinderedCopy {
    private HinderedCopy() {}

    static void run(SdkListener listener) throws InterruptedException {
        try (TimeSource time = TimeSource.system();
                AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient ecs = AlibabaEcsClient.builder()
                        .transport(simulator.transport())
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .region(AlibabaEcsSimulator.SOURCE_REGION)
                        .pollPolicy(FastPolling.POLICY)
                        .listener(listener)
                        .build()) {
            simulator.script(Timeline.polls(2).queuedFor(1));
            simulator.failNext(AlibabaEcsSimulator.error(503, "ServiceUnavailable", "Come back later."));
            ecs.copyImage(AlibabaCopyImageRequest.builder()
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .name("golden-copy")
                            .build())
                    .await(Duration.ofSeconds(30));
        }
    }
}
