package dev.imagecopy.verification.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
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
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several accounts in one simulator, further images, and limits. */
class SharedSimulatorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator huawei = HuaweiImsSimulator.inProcess(time);
    private final AlibabaEcsSimulator alibaba = AlibabaEcsSimulator.inProcess(time);
    private final YandexDesktopSimulator yandex = YandexDesktopSimulator.inProcess(time);
    private final ServiceFabricSimulator fabric = ServiceFabricSimulator.inProcess(time);

    @AfterEach
    void close() {
        huawei.close();
        alibaba.close();
        yandex.close();
        fabric.close();
    }

    @Test
    void addImage_letsAFurtherImageBeCopied_onAllFour() {
        huawei.addImage("further-image");
        alibaba.addImage("m-further");
        yandex.addImage("fd8further");
        fabric.addImage("Further\\v1");

        try (HuaweiImsClient ims = huawei(
                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY, HuaweiImsSimulator.PROJECT_ID);
                AlibabaEcsClient ecs =
                        alibaba(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
                YandexDesktopClient desktop = yandex(YandexDesktopSimulator.IAM_TOKEN);
                ServiceFabricClient cluster = fabric()) {
            ims.copyImage(huaweiCopy("further-image", "a")).poll();
            ecs.copyImage(alibabaCopy("m-further", "first")).poll();
            desktop.copyImage(yandexCopy(YandexDesktopSimulator.FOLDER, "fd8further"))
                    .poll();
            cluster.copyImage(fabricCopy("Further\\v1")).poll();
        }
        assertThat(huawei.executions()).hasSize(1);
        assertThat(alibaba.executions()).containsEntry("cn-hangzhou/m-further -> cn-shanghai/first", 1);
        assertThat(yandex.executions()).hasSize(1);
        assertThat(fabric.executions()).containsEntry("Further\\v1 -> Copies\\a", 1);
    }

    @Test
    void alibaba_accountsSeeNothingOfEachOther() {
        alibaba.addAccount(42, "LTAIother", "other-secret");
        alibaba.addImage(42, AlibabaEcsSimulator.SOURCE_REGION, "m-others", "golden");
        alibaba.script(Timeline.lasting(Duration.ofHours(1)));

        try (AlibabaEcsClient one = alibaba(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
                AlibabaEcsClient other = alibaba("LTAIother", "other-secret")) {
            assertThatThrownBy(() -> other.copyImage(alibabaCopy(AlibabaEcsSimulator.SOURCE_IMAGE, "first")))
                    .isInstanceOf(NotFoundException.class);
            for (int i = 0; i < 5; i++) {
                one.copyImage(alibabaCopy(AlibabaEcsSimulator.SOURCE_IMAGE, "copy-" + i));
            }
            assertThat(one.copyImage(alibabaCopy(AlibabaEcsSimulator.SOURCE_IMAGE, "sixth"))
                            .poll()
                            .providerStatus())
                    .isEqualTo("Waiting");
            assertThat(other.copyImage(alibabaCopy("m-others", "sixth")).poll().providerStatus())
                    .isEqualTo("Creating");
        }
    }

    @Test
    void huawei_refusesTheSixthCopyAcrossRegions_ofEachTenant() {
        huawei.addTenant("other", "OTHERKEY", "otherSecret");
        huawei.addProject("other", HuaweiImsSimulator.REGION, "otherproject", HuaweiImsSimulator.REGION);
        huawei.addProject("other", HuaweiImsSimulator.TARGET_REGION, "othertarget", HuaweiImsSimulator.TARGET_REGION);
        huawei.addImage("otherproject", "others-image", "golden");
        huawei.script(Timeline.lasting(Duration.ofHours(1)));

        try (HuaweiImsClient one = huawei(
                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY, HuaweiImsSimulator.PROJECT_ID);
                HuaweiImsClient other = huawei("OTHERKEY", "otherSecret", "otherproject");
                HuaweiImsClient intruder = huawei("OTHERKEY", "otherSecret", HuaweiImsSimulator.PROJECT_ID)) {
            for (int i = 0; i < 5; i++) {
                one.copyImageToRegion(huaweiCopyToRegion(
                        HuaweiImsSimulator.SOURCE_IMAGE, HuaweiImsSimulator.TARGET_PROJECT_ID, "copy-" + i));
            }
            ApiException sixth = catchThrowableOfType(
                    ApiException.class,
                    () -> one.copyImageToRegion(huaweiCopyToRegion(
                            HuaweiImsSimulator.SOURCE_IMAGE, HuaweiImsSimulator.TARGET_PROJECT_ID, "sixth")));
            assertThat(sixth.code()).isEqualTo("IMG.0149");
            other.copyImageToRegion(huaweiCopyToRegion("others-image", "othertarget", "sixth"));
            assertThatThrownBy(() -> intruder.copyImage(huaweiCopy(HuaweiImsSimulator.SOURCE_IMAGE, "a")))
                    .isInstanceOf(PermissionDeniedException.class);

            huawei.limitCopiesAcrossRegions(6);
            one.copyImageToRegion(huaweiCopyToRegion(
                    HuaweiImsSimulator.SOURCE_IMAGE, HuaweiImsSimulator.TARGET_PROJECT_ID, "seventh"));
        }
        assertThat(huawei.copies()).hasSize(7);
    }

    @Test
    void yandex_tokenForSomeFolders_isRefusedInOthers() {
        yandex.acceptTokenFor("t1.other.token", "b1gotherfolder000001");

        try (YandexDesktopClient other = yandex("t1.other.token")) {
            assertThatThrownBy(() -> other.copyImage(
                            yandexCopy(YandexDesktopSimulator.FOLDER, YandexDesktopSimulator.SOURCE_IMAGE)))
                    .isInstanceOf(PermissionDeniedException.class);
            assertThat(other.copyImage(yandexCopy("b1gotherfolder000001", YandexDesktopSimulator.SOURCE_IMAGE))
                            .id())
                    .isNotEmpty();
        }
    }

    @Test
    void limitCalls_refusesAsEachServiceDoes_untilTheNextWindow() {
        try (HuaweiImsClient ims = huawei(
                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY, HuaweiImsSimulator.PROJECT_ID);
                AlibabaEcsClient ecs =
                        alibaba(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
                YandexDesktopClient desktop = yandex(YandexDesktopSimulator.IAM_TOKEN);
                ServiceFabricClient cluster = fabric()) {
            limited(huawei, () -> ims.findImage(HuaweiImsSimulator.SOURCE_IMAGE));
            limited(alibaba, () -> ecs.findImage(AlibabaEcsSimulator.SOURCE_REGION, AlibabaEcsSimulator.SOURCE_IMAGE));
            limited(yandex, () -> desktop.findImage("fdvabsent"));
            limited(fabric, () -> assertThat(cluster.listContent("CalcApp")).isNotEmpty());
        }
    }

    private void limited(Simulator service, Runnable call) {
        service.limitCalls(2, MINUTE);
        call.run();
        call.run();
        assertThatThrownBy(call::run).isInstanceOf(ThrottledException.class);
        time.advance(MINUTE);
        call.run();
    }

    @Test
    void limitImages_isAQuotaOnceItIsSet() {
        alibaba.limitImages(1);
        huawei.limitImages(1);
        yandex.limitImages(0);

        try (HuaweiImsClient ims = huawei(
                        HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY, HuaweiImsSimulator.PROJECT_ID);
                AlibabaEcsClient ecs =
                        alibaba(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
                YandexDesktopClient desktop = yandex(YandexDesktopSimulator.IAM_TOKEN)) {
            assertThatThrownBy(() -> ims.copyImage(huaweiCopy(HuaweiImsSimulator.SOURCE_IMAGE, "a")))
                    .isInstanceOf(QuotaExceededException.class);
            ecs.copyImage(alibabaCopy(AlibabaEcsSimulator.SOURCE_IMAGE, "first"));
            assertThatThrownBy(() -> ecs.copyImage(alibabaCopy(AlibabaEcsSimulator.SOURCE_IMAGE, "second")))
                    .isInstanceOf(QuotaExceededException.class);
            assertThatThrownBy(() -> desktop.copyImage(
                            yandexCopy(YandexDesktopSimulator.FOLDER, YandexDesktopSimulator.SOURCE_IMAGE)))
                    .isInstanceOf(QuotaExceededException.class);
        }
    }

    private <B extends ClientBuilder<B>> B common(B builder, Simulator simulator) {
        return builder.endpoint(simulator.endpoint())
                .transport(simulator.transport())
                .timeSource(time)
                .retryPolicy(RetryPolicy.none());
    }

    private HuaweiImsClient huawei(String accessKey, String secretKey, String projectId) {
        return common(HuaweiImsClient.builder(), huawei)
                .region(HuaweiImsSimulator.REGION)
                .projectId(projectId)
                .credentials(HuaweiCredentials.accessKey(accessKey, secretKey))
                .build();
    }

    private AlibabaEcsClient alibaba(String accessKey, String secret) {
        return common(AlibabaEcsClient.builder(), alibaba)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(accessKey, secret))
                .build();
    }

    private YandexDesktopClient yandex(String token) {
        return common(YandexDesktopClient.builder(), yandex)
                .credentials(YandexCredentials.iamToken(token))
                .build();
    }

    private ServiceFabricClient fabric() {
        return common(ServiceFabricClient.builder(), fabric).build();
    }

    private static HuaweiCopyImageRequest huaweiCopy(String imageId, String name) {
        return HuaweiCopyImageRequest.builder().imageId(imageId).name(name).build();
    }

    private static HuaweiCopyToRegionRequest huaweiCopyToRegion(String imageId, String targetProject, String name) {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(imageId)
                .name(name)
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectId(targetProject)
                .targetProjectName(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }

    private static AlibabaCopyImageRequest alibabaCopy(String imageId, String name) {
        return AlibabaCopyImageRequest.builder()
                .imageId(imageId)
                .targetRegion("cn-shanghai")
                .name(name)
                .build();
    }

    private static YandexCopyImageRequest yandexCopy(String folderId, String imageId) {
        return YandexCopyImageRequest.builder()
                .folderId(folderId)
                .imageId(imageId)
                .name("golden")
                .build();
    }

    private static CopyImageStoreContentRequest fabricCopy(String source) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(source)
                .remoteDestination("Copies\\a")
                .build();
    }
}
