package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;

final class SkewedAlibaba extends SkewedCloud<AlibabaCopyImageRequest, AlibabaImage> {
    private static final String REGION = AlibabaEcsSimulator.SOURCE_REGION;
    private static final String IMAGE = AlibabaEcsSimulator.SOURCE_IMAGE;

    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient client = inProcess(Clouds.alibaba(time)).build();

    @Override
    AlibabaEcsSimulator simulator() {
        return simulator;
    }

    @Override
    AlibabaEcsClient client() {
        return client;
    }

    @Override
    AlibabaCopyImageRequest request() {
        return Clouds.alibabaCopy();
    }

    @Override
    void fill() {
        super.fill();
        AlibabaImageQuery all = AlibabaImageQuery.builder().build();
        order("checkCopy", () -> client.checkCopy(request()), () -> client.checkCopyAsync(request()));
        call("listImages", () -> client.listImages(all).toList(), () -> client.listImagesAsync(all));
        call("findImage", () -> client.findImage(REGION, IMAGE), () -> client.findImageAsync(REGION, IMAGE));
        order("deleteImage", () -> client.deleteImage(REGION, IMAGE), () -> client.deleteImageAsync(REGION, IMAGE));
        act("cancelCopyImage", mode -> {
            simulator.script(Timeline.lasting(Duration.ofHours(1)));
            Operation<AlibabaImage> copy = copy(mode);
            CancelResult result = answer(
                    mode,
                    () -> client.cancelCopyImage(Clouds.ALIBABA_DESTINATION, copy.id()),
                    () -> client.cancelCopyImageAsync(Clouds.ALIBABA_DESTINATION, copy.id()));
            assertThat(result).isInstanceOf(CancelResult.Requested.class);
        });
    }
}
