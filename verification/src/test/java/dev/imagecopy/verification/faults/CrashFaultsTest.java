package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 69: the process dies between the request and the answer; the next one knows the key or the name, and nothing else. */
@FaultTable
class CrashFaultsTest {
    private static final Duration BOUND = Duration.ofSeconds(50);
    private static final String KEY = "5a1b0c0d-0000-4000-8000-00000000abcd";
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey(KEY).build();

    /** The service has made the copy and keeps its answer until the asker is dead. */
    private static void copyAndDie(Watch watch, DoomedProcess.Cloud cloud, Simulator service) throws Exception {
        service.failNext(Fault.delayReply(Duration.ofHours(1)).on("copyImage"));
        Process process = DoomedProcess.start(cloud, service.endpoint(), KEY);
        watch.own(process::destroyForcibly);
        assertThat(service.awaitArrivals("copyImage", 1, BOUND)).isTrue();
        assertThat(process.destroyForcibly().waitFor()).isNotZero();
    }

    @Tag("FAULT-69")
    @ParameterizedTest
    @EnumSource
    void alibaba_whenTheProcessDiesBeforeTheAnswer_findsTheCopyByItsKey(Mode mode, Watch watch) throws Exception {
        TimeSource time = watch.own(TimeSource.system());
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start());
        copyAndDie(watch, DoomedProcess.Cloud.ALIBABA, ecs);
        AlibabaEcsClient client = watch.own(
                Clouds.alibaba(ecs.endpoint(), time).pollPolicy(Probe.HASTY).build());
        Operation<AlibabaImage> copy = mode.copy(client, Clouds.alibabaCopy(), KEYED);
        assertThat(ecs.copies()).singleElement().satisfies(one -> assertThat(copy.id())
                .isEqualTo(one.imageId()));
        assertThat(mode.await(copy).status()).isEqualTo("Available");
        watch.saw("Alibaba", "the recorded key leads to the same image, 1 image");
    }

    @Tag("FAULT-69")
    @ParameterizedTest
    @EnumSource
    void yandex_whenTheProcessDiesBeforeTheAnswer_findsTheCopyByItsKey(Mode mode, Watch watch) throws Exception {
        TimeSource time = watch.own(TimeSource.system());
        YandexDesktopSimulator cloud = watch.own(YandexDesktopSimulator.start());
        copyAndDie(watch, DoomedProcess.Cloud.YANDEX, cloud);
        YandexDesktopClient client = watch.own(
                Clouds.yandex(cloud.endpoint(), time).pollPolicy(Probe.HASTY).build());
        Operation<DesktopImage> copy = mode.copy(client, Clouds.yandexCopy(), KEYED);
        assertThat(cloud.copies()).singleElement().satisfies(one -> assertThat(copy.id())
                .isEqualTo(one.operationId()));
        assertThat(mode.await(copy).name()).hasValue(Clouds.NAME);
        watch.saw("Yandex", "the recorded key leads to the same operation, 1 image");
    }

    /** The service knows no keys; the name is the record. */
    @Tag("FAULT-69")
    @ParameterizedTest
    @EnumSource
    void huawei_whenTheProcessDiesBeforeTheAnswer_findsTheCopyByItsName(Mode mode, Watch watch) throws Exception {
        TimeSource time = watch.own(TimeSource.system());
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start());
        copyAndDie(watch, DoomedProcess.Cloud.HUAWEI, ims);
        HuaweiImsClient client = watch.own(Clouds.huawei(ims.endpoint(), time).build());
        HuaweiImageQuery query = HuaweiImageQuery.builder().name(Clouds.NAME).build();
        List<HuaweiImage> found =
                mode.call(() -> client.listImages(query).toList(), () -> client.listImagesAsync(query));
        assertThat(ims.copies()).hasSize(1);
        assertThat(found).singleElement().satisfies(image -> assertThat(image.id())
                .isEqualTo(ims.copies().get(0).imageId()));
        watch.saw("Huawei", "the recorded name leads to the image, 1 image");
    }
}
