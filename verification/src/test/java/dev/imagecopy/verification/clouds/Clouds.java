package dev.imagecopy.verification.clouds;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;

/** The four clients, each towards its simulator, and a copy for each. */
public final class Clouds {
    public static final String NAME = "golden-copy";
    public static final String ALIBABA_DESTINATION = "cn-shanghai";
    public static final String FABRIC_SOURCE = "App\\v1";

    private Clouds() {}

    public static AlibabaEcsClient.Builder alibaba(AlibabaEcsSimulator service, TimeSource time) {
        return alibaba(service.endpoint(), time);
    }

    public static AlibabaEcsClient.Builder alibaba(URI endpoint, TimeSource time) {
        return alibaba(time).endpoint(endpoint);
    }

    /** At the vendor's own addresses. */
    public static AlibabaEcsClient.Builder alibaba(TimeSource time) {
        return AlibabaEcsClient.builder()
                .timeSource(time)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET));
    }

    public static AlibabaCopyImageRequest alibabaCopy() {
        return AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion(ALIBABA_DESTINATION)
                .name(NAME)
                .build();
    }

    public static HuaweiImsClient.Builder huawei(HuaweiImsSimulator service, TimeSource time) {
        return huawei(service.endpoint(), time);
    }

    public static HuaweiImsClient.Builder huawei(URI endpoint, TimeSource time) {
        return huawei(time).endpoint(endpoint);
    }

    /** At the vendor's own addresses. */
    public static HuaweiImsClient.Builder huawei(TimeSource time) {
        return HuaweiImsClient.builder()
                .timeSource(time)
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY));
    }

    public static HuaweiCopyImageRequest huaweiCopy() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(NAME)
                .build();
    }

    public static YandexDesktopClient.Builder yandex(YandexDesktopSimulator service, TimeSource time) {
        return yandex(service.endpoint(), time);
    }

    public static YandexDesktopClient.Builder yandex(URI endpoint, TimeSource time) {
        return yandex(time).endpoint(endpoint);
    }

    /** At the vendor's own addresses. */
    public static YandexDesktopClient.Builder yandex(TimeSource time) {
        return YandexDesktopClient.builder()
                .timeSource(time)
                .folderId(YandexDesktopSimulator.FOLDER)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN));
    }

    public static YandexCopyImageRequest yandexCopy() {
        return YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name(NAME)
                .build();
    }

    /** The cluster holds a folder to copy. */
    public static ServiceFabricSimulator fabric(TimeSource time) {
        return ServiceFabricSimulator.start(time).addFolder(FABRIC_SOURCE, "a", "b", "c");
    }

    public static ServiceFabricClient.Builder fabric(ServiceFabricSimulator cluster, TimeSource time) {
        return ServiceFabricClient.builder().endpoint(cluster.endpoint()).timeSource(time);
    }

    public static CopyImageStoreContentRequest.Builder fabricCopy() {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(FABRIC_SOURCE)
                .remoteDestination("App\\v2");
    }
}
