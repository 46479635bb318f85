package dev.imagecopy.verification.async;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;

/**
 * The four clients. A text stands for every id, region and path, so it must be fit for all. Nothing has to be looked up that
 * all calls share, such as credentials or a project: a cancel takes those from nobody else.
 */
enum Cloud {
    ALIBABA(AlibabaEcsClient.class) {
        @Override
        Service service() {
            return new Service(
                    AlibabaEcsSimulator::inProcess,
                    AlibabaEcsClient.builder()
                            .region(AlibabaEcsSimulator.SOURCE_REGION)
                            .credentials(AlibabaCredentials.accessKey(
                                    AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET)),
                    AlibabaEcsClient.Builder::build,
                    AlibabaCopyImageRequest.builder()
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .targetRegion("cn-shanghai")
                            .name("golden")
                            .build(),
                    AlibabaImageQuery.builder().build(),
                    AlibabaDeleteImageRequest.builder()
                            .region(AlibabaEcsSimulator.SOURCE_REGION)
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .build(),
                    AlibabaEcsSimulator.SOURCE_REGION);
        }
    },

    HUAWEI(HuaweiImsClient.class) {
        @Override
        Service service() {
            return new Service(
                    HuaweiImsSimulator::inProcess,
                    HuaweiImsClient.builder()
                            .region(HuaweiImsSimulator.REGION)
                            .projectId(HuaweiImsSimulator.PROJECT_ID)
                            .credentials(HuaweiCredentials.accessKey(
                                    HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY)),
                    HuaweiImsClient.Builder::build,
                    HuaweiCopyImageRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("golden")
                            .build(),
                    HuaweiCopyToRegionRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("golden")
                            .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                            .targetProjectId(HuaweiImsSimulator.TARGET_PROJECT_ID)
                            .agencyName(HuaweiImsSimulator.AGENCY)
                            .build(),
                    HuaweiImageQuery.builder().build(),
                    HuaweiDeleteImageRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .build(),
                    HuaweiImsSimulator.SOURCE_IMAGE);
        }
    },

    SERVICE_FABRIC(ServiceFabricClient.class) {
        @Override
        Service service() {
            return new Service(
                    time -> ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b"),
                    ServiceFabricClient.builder(),
                    ServiceFabricClient.Builder::build,
                    CopyImageStoreContentRequest.builder()
                            .remoteSource("App\\v1")
                            .remoteDestination("App\\v2")
                            .build(),
                    "App\\v1",
                    100);
        }
    },

    YANDEX(YandexDesktopClient.class) {
        @Override
        Service service() {
            return new Service(
                    YandexDesktopSimulator::inProcess,
                    YandexDesktopClient.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN)),
                    YandexDesktopClient.Builder::build,
                    YandexCopyImageRequest.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                            .name("golden")
                            .build(),
                    YandexCopyFromDesktopRequest.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .desktopId(YandexDesktopSimulator.DESKTOP)
                            .name("golden")
                            .build(),
                    YandexUpdateImageRequest.builder()
                            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                            .name("other")
                            .build(),
                    YandexImageQuery.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .build(),
                    YandexDesktopSimulator.SOURCE_IMAGE);
        }
    };

    private final Class<? extends ImageCopyClient<?, ?>> client;

    Cloud(Class<? extends ImageCopyClient<?, ?>> client) {
        this.client = client;
    }

    /** The interface whose methods are tested. */
    Class<? extends ImageCopyClient<?, ?>> client() {
        return client;
    }

    abstract Service service();
}
