package dev.imagecopy.cli.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanContext;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Simulators;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SeedImagesTest {
    private static final String PLAN =
            """
            version: 1
            accounts:
              ali: {cloud: alibaba, region: cn-hangzhou}
            images:
            - name: encrypted
              imageId: m-encrypted-there
              alibaba: {encrypted: true}
              targets:
              - account: ali
              - {account: ali, region: cn-shanghai}
              - {account: ali, region: cn-beijing, kmsKeyId: key-of-beijing}
            - name: plain
              imageId: m-encrypted-here
              targets:
              - {account: ali, encrypted: true}
              - {account: ali, region: cn-shanghai}
            """;

    @Test
    void plant_makesTheService_acceptEveryCopyOfThePlan() {
        Plan plan = Plan.parse(PLAN.getBytes(UTF_8), Path.of("plan.yaml"), PlanContext.ofSystem());
        try (Simulators simulators = Simulators.start();
                AlibabaEcsClient ecs = AlibabaEcsClient.builder()
                        .endpoint(simulators.alibaba().endpoint())
                        .region("cn-hangzhou")
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .build()) {
            new SeedImages(simulators).plant(plan);

            assertThat(plan.copies())
                    .hasSize(5)
                    .allSatisfy(copy -> ecs.checkCopy((AlibabaCopyImageRequest) copy.request()));
        }
    }
}
