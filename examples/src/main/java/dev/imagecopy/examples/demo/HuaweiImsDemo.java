package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.HuaweiImsSimulator;
import java.util.concurrent.CompletableFuture;

/** Copies an image within its region. */
public final class HuaweiImsDemo implements ProviderDemo<HuaweiImage> {
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.start();
    private final HuaweiImsClient client;

    public HuaweiImsDemo(DemoSettings settings) {
        simulator.script(settings.timeline(2, 4));
        client = HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(
                        HuaweiImsSimulator.ACCESS_KEY, settings.secret(HuaweiImsSimulator.SECRET_KEY)))
                .pollPolicy(settings.pollPolicy())
                .build();
    }

    @Override
    public String provider() {
        return "Huawei Cloud IMS";
    }

    @Override
    public String source() {
        return HuaweiImsSimulator.SOURCE_IMAGE;
    }

    @Override
    public CompletableFuture<Operation<HuaweiImage>> startCopy() {
        return client.copyImageAsync(HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden-2026-11")
                .build());
    }

    @Override
    public String destination(HuaweiImage copy) {
        return copy.id();
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
