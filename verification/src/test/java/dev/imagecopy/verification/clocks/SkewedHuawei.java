package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.verification.clouds.Clouds;

final class SkewedHuawei extends SkewedCloud<HuaweiCopyImageRequest, HuaweiImage> {
    private static final String IMAGE = HuaweiImsSimulator.SOURCE_IMAGE;

    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient client =
            inProcess(Clouds.huawei(simulator, time)).build();

    @Override
    HuaweiImsSimulator simulator() {
        return simulator;
    }

    @Override
    HuaweiImsClient client() {
        return client;
    }

    @Override
    void prepare() {
        assertThat(client.findImage(IMAGE)).isPresent();
    }

    @Override
    HuaweiCopyImageRequest request() {
        return Clouds.huaweiCopy();
    }

    private static HuaweiCopyToRegionRequest abroad() {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(IMAGE)
                .name("abroad")
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }

    @Override
    void fill() {
        super.fill();
        HuaweiImageQuery all = HuaweiImageQuery.builder().build();
        operation(
                "copyImageToRegion",
                () -> client.copyImageToRegion(abroad()),
                () -> client.copyImageToRegionAsync(abroad()));
        act("copyImageToRegion after a lost reply", mode -> {
            prepare();
            simulator.failNext(Fault.loseReply().on("copyImageToRegion"));
            finish(
                    mode,
                    this.<Operation<HuaweiImage>>answer(
                            mode,
                            () -> client.copyImageToRegion(abroad()),
                            () -> client.copyImageToRegionAsync(abroad())));
            assertThat(simulator.copies()).hasSize(1);
        });
        act("describeJob", mode -> {
            String job = copy(mode).id();
            assertThat(answer(mode, () -> client.describeJob(job), () -> client.describeJobAsync(job))
                            .id())
                    .isEqualTo(job);
        });
        call("listImages", () -> client.listImages(all).toList(), () -> client.listImagesAsync(all));
        call("findImage", () -> client.findImage(IMAGE).orElseThrow(), () -> client.findImageAsync(IMAGE));
        order("deleteImage", () -> client.deleteImage(IMAGE), () -> client.deleteImageAsync(IMAGE));
        operation(
                "deleteImageUntilGone",
                () -> client.deleteImageUntilGone(IMAGE),
                () -> client.deleteImageUntilGoneAsync(IMAGE));
    }
}
