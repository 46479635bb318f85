package dev.imagecopy.examples;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;

class AlibabaEcsCopyTest extends CopyProgramTest {
    private final AlibabaEcsSimulator service = AlibabaEcsSimulator.start();

    @Override
    Simulator service() {
        return service;
    }

    @Override
    int run(String secret, Duration patience, String... arguments) throws InterruptedException {
        AlibabaEcsClient.Builder settings = AlibabaEcsClient.builder()
                .endpoint(service.endpoint())
                .credentials(AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, secret))
                .pollPolicy(FastPolling.POLICY);
        return AlibabaEcsCopy.run(settings, patience, out, arguments);
    }

    @Override
    String secret() {
        return AlibabaEcsSimulator.ACCESS_KEY_SECRET;
    }

    @Override
    String[] copy() {
        return new String[] {
            AlibabaEcsSimulator.SOURCE_REGION, AlibabaEcsSimulator.SOURCE_IMAGE, "cn-shanghai", "golden-copy"
        };
    }

    @Override
    String[] resume(String token) {
        return new String[] {AlibabaEcsSimulator.SOURCE_REGION, token};
    }

    @Override
    String failureCode() {
        return "InvalidImage.Unsupported";
    }
}
