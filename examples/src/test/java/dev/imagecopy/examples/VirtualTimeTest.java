package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

/** What docs/testing-your-application.md shows about virtual time, for all clouds: a copy of 40 minutes, as often as one likes. */
class VirtualTimeTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @RepeatedTest(10)
    void serviceFabricCopy_of40Minutes_takesNoTime() {
        try (ServiceFabricSimulator service = ServiceFabricSimulator.inProcess(time);
                ServiceFabricClient client = ServiceFabricClient.builder()
                        .endpoint(URI.create("https://cluster:19080"))
                        .timeSource(time)
                        .transport(service.transport())
                        .build()) {
            run(
                    service,
                    client,
                    CopyImageStoreContentRequest.builder()
                            .remoteSource(ServiceFabricSimulator.SOURCE_FOLDER)
                            .remoteDestination("CalcApp\\v2")
                            .serverTimeout(Duration.ofHours(1))
                            .build());
        }
    }

    @RepeatedTest(10)
    void huaweiCopy_of40Minutes_takesNoTime() {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .timeSource(time)
                        .transport(service.transport())
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .build()) {
            run(
                    service,
                    client,
                    HuaweiCopyImageRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("golden-2026-11")
                            .build());
        }
    }

    @RepeatedTest(10)
    void yandexCopy_of40Minutes_takesNoTime() {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = YandexDesktopClient.builder()
                        .timeSource(time)
                        .transport(service.transport())
                        .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                        .build()) {
            run(
                    service,
                    client,
                    YandexCopyImageRequest.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                            .name("golden-2026-11")
                            .build());
        }
    }

    @RepeatedTest(10)
    void alibabaCopy_of40Minutes_takesNoTime() {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = AlibabaEcsClient.builder()
                        .region(AlibabaEcsSimulator.SOURCE_REGION)
                        .timeSource(time)
                        .transport(service.transport())
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .build()) {
            run(
                    service,
                    client,
                    AlibabaCopyImageRequest.builder()
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .name("golden-2026-11")
                            .build());
        }
    }

    private <R, T> void run(Simulator service, ImageCopyClient<R, T> client, R request) {
        service.script(Timeline.lasting(Duration.ofMinutes(40)));

        Operation<T> copy = time.runUntilDone(client.copyImageAsync(request)).join();
        T result = time.runUntilDone(copy.awaitAsync(Duration.ofHours(2))).join();

        assertThat(result).isNotNull();
        assertThat(time.now()).isAfterOrEqualTo(ManualTimeSource.START.plus(Duration.ofMinutes(40)));
    }
}
