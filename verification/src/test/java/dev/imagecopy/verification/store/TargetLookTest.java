package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.TargetLook.Match;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client finds where a copy would go. */
class TargetLookTest {
    private final ManualTimeSource time = new ManualTimeSource();

    private ImageCopyClient<?, ?> client(StoredCloud cloud, Simulator service) {
        return cloud.client(service.transport(), time, new InMemoryOperationStore());
    }

    private static TargetLook<?> look(ImageCopyClient<?, ?> client, CopyRequest request) {
        TargetLook<?> look = client.copies().lookUp(request, CallOptions.defaults());
        assertThat(client.copies()
                        .lookUpAsync(request, CallOptions.defaults())
                        .join()
                        .getClass())
                .isEqualTo(look.getClass());
        return look;
    }

    @ParameterizedTest
    @EnumSource
    void lookUp_whereNothingIs_saysThatItIsMissing(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            assertThat(look(client, cloud.request("golden"))).isInstanceOf(TargetLook.Missing.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lookUp_whenTheCopyIsThere_findsItReady(StoredCloud cloud) throws Exception {
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            Operation<?> copy = client.copies().start(cloud.request("golden"), CallOptions.defaults());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));

            assertThat(look(client, cloud.request("golden"))).isInstanceOfSatisfying(TargetLook.Ready.class, ready -> {
                assertThat(ready.id()).isNotEmpty();
                assertThat(ready.match())
                        .isEqualTo(
                                switch (cloud) {
                                    case ALIBABA, YANDEX -> Match.NAME;
                                    case HUAWEI -> Match.SOURCE;
                                    case SERVICE_FABRIC -> Match.CONTENT;
                                });
            });
            assertThat(service.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "YANDEX"})
    void lookUp_whileTheCopyIsUnderWay_givesAHandleThatWaitsForIt(StoredCloud cloud) throws Exception {
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            client.copies().start(cloud.request("golden"), CallOptions.defaults());
            time.advance(Duration.ofSeconds(1));

            TargetLook<?> look = look(client, cloud.request("golden"));

            assertThat(look).isInstanceOf(TargetLook.InProgress.class);
            Operation<?> found = ((TargetLook.InProgress<?>) look).operation();
            assertThat(time.runUntilDone(found.awaitAsync(Duration.ofHours(9)))).isCompleted();
            assertThat(service.copies()).hasSize(1);
        }
    }

    @Test
    void lookUp_ofAnImageFromAnotherSource_isAConflict() throws Exception {
        HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(time);
        ims.addImage(HuaweiImsSimulator.PROJECT_ID, "another-image", "silver");
        try (ImageCopyClient<?, ?> client = client(StoredCloud.HUAWEI, ims)) {
            Operation<?> copy = client.copies().start(StoredCloud.HUAWEI.request("gilded"), CallOptions.defaults());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));

            CopyRequest other = HuaweiCopyImageRequest.builder()
                    .imageId("another-image")
                    .name("gilded")
                    .build();

            assertThat(look(client, other))
                    .isInstanceOfSatisfying(TargetLook.Conflict.class, conflict -> assertThat(conflict.reason())
                            .contains("source"));
        }
    }

    @Test
    void lookUp_ofAnotherDescription_isAConflict() throws Exception {
        AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(time);
        AlibabaCopyImageRequest request = ((AlibabaCopyImageRequest) StoredCloud.ALIBABA.request("golden"))
                .toBuilder().description("of November").build();
        try (ImageCopyClient<?, ?> client = client(StoredCloud.ALIBABA, ecs)) {
            Operation<?> copy = client.copies().start(request, CallOptions.defaults());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));

            assertThat(look(client, request)).isInstanceOf(TargetLook.Ready.class);
            assertThat(look(
                            client,
                            request.toBuilder().description("of December").build()))
                    .isInstanceOf(TargetLook.Conflict.class);
        }
    }

    @Test
    void lookUp_ofWhatAFailedCopyLeft_findsIt_andItCanBeDeleted() {
        AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(time);
        ecs.addImage(Clouds.ALIBABA_DESTINATION, "m-leftover", "golden");
        ecs.setImageStatus(Clouds.ALIBABA_DESTINATION, "m-leftover", "CreateFailed");
        try (ImageCopyClient<?, ?> client = client(StoredCloud.ALIBABA, ecs)) {
            deleteLeftover(client, StoredCloud.ALIBABA.request("golden"));
        }
    }

    private static <T> void deleteLeftover(ImageCopyClient<?, T> client, CopyRequest request) {
        TargetLook<T> look = client.copies().lookUp(request, CallOptions.defaults());
        assertThat(look).isInstanceOf(TargetLook.Leftover.class);
        client.copies()
                .deleteAsync(request, (TargetLook.Leftover<T>) look, CallOptions.defaults())
                .join();
        assertThat(client.copies().lookUp(request, CallOptions.defaults())).isInstanceOf(TargetLook.Missing.class);
    }

    @Test
    void lookUp_ofOtherContentAtThePath_isAConflict() {
        ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)
                .addFolder(Clouds.FABRIC_SOURCE, "a", "b", "c")
                .addFolder("App\\golden", "a", "z");
        try (ImageCopyClient<?, ?> client = client(StoredCloud.SERVICE_FABRIC, cluster)) {
            assertThat(look(client, StoredCloud.SERVICE_FABRIC.request("golden")))
                    .isInstanceOf(TargetLook.Conflict.class);
        }
    }

    @Test
    void lookUp_withoutAName_isRefused() {
        AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(time);
        CopyRequest nameless = AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .build();
        try (ImageCopyClient<?, ?> client = client(StoredCloud.ALIBABA, ecs)) {
            assertThatThrownBy(() -> client.copies().lookUp(nameless, CallOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
            assertThat(ecs.requests()).isEmpty();
        }
    }

    @Test
    void target_tellsWhereACopyGoes_withoutACall() {
        HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(time);
        HuaweiCopyToRegionRequest abroad = HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
        try (ImageCopyClient<?, ?> client = client(StoredCloud.HUAWEI, ims)) {
            assertThat(client.copies().target(abroad))
                    .isEqualTo(new CopyTarget(
                            "huawei-ims", HuaweiImsSimulator.TARGET_REGION, HuaweiImsSimulator.PROJECT_ID, "golden"));
            assertThat(ims.requests()).isEmpty();
        }
    }

    @Test
    void copies_ofEveryKind_startInOneWay() throws Exception {
        HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(time);
        HuaweiCopyToRegionRequest abroad = HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
        try (ImageCopyClient<?, ?> client = client(StoredCloud.HUAWEI, ims)) {
            Operation<?> copy = client.copies().start(abroad, CallOptions.defaults());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));
            assertThat(look(client, abroad)).isInstanceOf(TargetLook.Ready.class);
        }
        YandexDesktopSimulator desktop = YandexDesktopSimulator.inProcess(time);
        CopyRequest fromDesktop = YandexCopyFromDesktopRequest.builder()
                .desktopId(YandexDesktopSimulator.DESKTOP)
                .folderId(YandexDesktopSimulator.FOLDER)
                .name("golden")
                .labels(Map.of("team", "desk"))
                .build();
        try (ImageCopyClient<?, ?> client = client(StoredCloud.YANDEX, desktop)) {
            Operation<?> copy = client.copies().start(fromDesktop, CallOptions.defaults());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));
            assertThat(look(client, fromDesktop)).isInstanceOf(TargetLook.Ready.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copies_ofAnotherProvider_areRefusedBeforeAnyCall(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        StoredCloud other = cloud == StoredCloud.YANDEX ? StoredCloud.HUAWEI : StoredCloud.YANDEX;
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, Optional.empty())) {
            assertThatThrownBy(() -> client.copies().start(other.request("golden"), CallOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(other.request("golden").getClass().getSimpleName());
            assertThatThrownBy(() -> client.copies().target(other.request("golden")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.copies().write(new CopyRequest() {}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(service.requests()).isEmpty();
        }
    }
}
