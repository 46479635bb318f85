package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlibabaFuzzTest {
    private static final List<byte[]> GOLDEN = GoldenFiles.answers("sdk-alibaba-ecs");
    private static final AlibabaCopyImageRequest COPY = AlibabaCopyImageRequest.builder()
            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
            .targetRegion("cn-shanghai")
            .build();
    private static final AlibabaImageQuery ALL = AlibabaImageQuery.builder()
            .region(AlibabaEcsSimulator.SOURCE_REGION)
            .build();

    /** A client at a service of its own, and what makes the answers after it damaged ones. */
    private interface Use {
        void of(AlibabaEcsClient client, Runnable damage);
    }

    private static void fuzz(String parser, Use use) {
        Fuzzing.of(3_000, "Alibaba " + parser, SdkException.class)
                .hiding(AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .run(mutator -> {
                    ManualTimeSource time = new ManualTimeSource();
                    try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                            DamagingTransport transport = new DamagingTransport(simulator.transport(), GOLDEN);
                            AlibabaEcsClient client = AlibabaEcsClient.builder()
                                    .region(AlibabaEcsSimulator.SOURCE_REGION)
                                    .credentials(AlibabaCredentials.accessKey(
                                            AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
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
        fuzz("copyImage and checkCopy", (client, damage) -> {
            damage.run();
            client.copyImage(COPY);
            client.checkCopy(COPY);
        });
    }

    @Test
    void poll_whateverTheAnswers_endsInATypedError() {
        fuzz("describeImages of a copy", (client, damage) -> {
            Operation<AlibabaImage> copy = client.copyImage(COPY);
            damage.run();
            copy.poll();
            copy.poll();
            copy.cancel();
        });
    }

    @Test
    void listImages_whateverTheAnswer_endsInATypedError() {
        fuzz("describeImages", (client, damage) -> {
            damage.run();
            assertThat(client.listImages(ALL).limit(1000)).doesNotContainNull();
        });
    }
}
