package dev.imagecopy.examples.demo;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.util.concurrent.CompletableFuture;

/** Copies an image to another region. */
public final class AlibabaEcsDemo implements ProviderDemo<AlibabaImage> {
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.start();
    private final AlibabaEcsClient client;

    public AlibabaEcsDemo(DemoSettings settings) {
        simulator.script(settings.timeline(1, 6));
        client = AlibabaEcsClient.builder()
                .endpoint(simulator.endpoint())
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, settings.secret(AlibabaEcsSimulator.ACCESS_KEY_SECRET)))
                .pollPolicy(settings.pollPolicy())
                .build();
    }

    @Override
    public String provider() {
        return "Alibaba Cloud ECS";
    }

    @Override
    public String source() {
        return AlibabaEcsSimulator.SOURCE_IMAGE;
    }

    @Override
    public CompletableFuture<Operation<AlibabaImage>> startCopy() {
        return client.copyImageAsync(AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion("cn-shanghai")
                .name("golden-2026-11")
                .build());
    }

    @Override
    public String destination(AlibabaImage copy) {
        return copy.id();
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
