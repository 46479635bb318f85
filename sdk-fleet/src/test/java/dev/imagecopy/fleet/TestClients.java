package dev.imagecopy.fleet;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The four clients of one worker, towards the simulators, and a request for each. */
final class TestClients implements AutoCloseable {
    static final String FABRIC_SOURCE = "App\\v1";

    final HuaweiImsClient huawei;
    final AlibabaEcsClient alibaba;
    final YandexDesktopClient yandex;
    final ServiceFabricClient fabric;

    TestClients(TestFleet clouds, TimeSource time, UnaryOperator<HttpTransport> network) {
        huawei = prepared(HuaweiImsClient.builder(), clouds.ims, time, network)
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .build();
        alibaba = prepared(AlibabaEcsClient.builder(), clouds.ecs, time, network)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .build();
        yandex = prepared(YandexDesktopClient.builder(), clouds.desktop, time, network)
                .folderId(YandexDesktopSimulator.FOLDER)
                .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .build();
        fabric = prepared(ServiceFabricClient.builder(), clouds.cluster, time, network)
                .endpoint(clouds.cluster.endpoint())
                .build();
    }

    private static <B extends ClientBuilder<B>> B prepared(
            B builder, Simulator simulator, TimeSource time, UnaryOperator<HttpTransport> network) {
        return builder.transport(network.apply(simulator.transport()))
                .timeSource(time)
                .callbackExecutor(Runnable::run);
    }

    CopyClients byName() {
        return CopyClients.of("huawei", huawei, "ali", alibaba, "yandex", yandex, "fabric", fabric);
    }

    static HuaweiCopyImageRequest huawei(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static HuaweiCopyToRegionRequest huaweiToRegion(String name) {
        return HuaweiCopyToRegionRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                .targetProjectName(HuaweiImsSimulator.TARGET_REGION)
                .agencyName(HuaweiImsSimulator.AGENCY)
                .build();
    }

    static AlibabaCopyImageRequest alibaba(String region, String name) {
        return AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion(region)
                .name(name)
                .build();
    }

    static YandexCopyImageRequest yandex(String name) {
        return YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static CopyImageStoreContentRequest fabric(String destination) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(FABRIC_SOURCE)
                .remoteDestination(destination)
                .serverTimeout(Duration.ofHours(1))
                .build();
    }

    static ServiceFabricSimulator cluster(TimeSource time) {
        return ServiceFabricSimulator.inProcess(time).addFolder(FABRIC_SOURCE, "a", "b");
    }

    @Override
    public void close() {
        huawei.close();
        alibaba.close();
        yandex.close();
        fabric.close();
    }
}
