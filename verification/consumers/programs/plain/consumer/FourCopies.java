package consumer;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;

/** One copy on each cloud, waited for, against the simulators. */
public final class FourCopies {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final PollPolicy FAST = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(10))
            .minInterval(Duration.ofMillis(10))
            .maxInterval(Duration.ofMillis(10))
            .build();

    private FourCopies() {}

    public static void main(String[] arguments) throws Exception {
        fabric();
        huawei();
        yandex();
        alibaba();
        Module own = ImageCopyClient.class.getModule();
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("dev.imagecopy"))
                .filter(module -> module.getDescriptor().isAutomatic())
                .forEach(module -> {
                    throw new IllegalStateException(module + " is an automatic module");
                });
        System.out.println("4 copies finished, on the " + (own.isNamed() ? "module" : "class") + " path");
        Versions.write();
    }

    private static void fabric() throws InterruptedException {
        try (ServiceFabricSimulator service =
                        ServiceFabricSimulator.start().addFolder("CalcApp\\v1", "ApplicationManifest.xml");
                ServiceFabricClient client = ServiceFabricClient.builder()
                        .endpoint(service.endpoint())
                        .credentials(ServiceFabricCredentials.none())
                        .pollPolicy(FAST)
                        .build()) {
            client.copyImage(CopyImageStoreContentRequest.builder()
                            .remoteSource("CalcApp\\v1")
                            .remoteDestination("CalcApp\\v2")
                            .build())
                    .await(LONG);
            service.assertNothingCopiedTwice();
        }
    }

    private static void huawei() throws InterruptedException {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start();
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .endpoint(service.endpoint())
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .pollPolicy(FAST)
                        .build()) {
            client.copyImage(HuaweiCopyImageRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("golden-2026-11")
                            .build())
                    .await(LONG);
            service.assertNothingCopiedTwice();
        }
    }

    private static void yandex() throws InterruptedException {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start();
                YandexDesktopClient client = YandexDesktopClient.builder()
                        .endpoint(service.endpoint())
                        .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                        .pollPolicy(FAST)
                        .build()) {
            client.copyImage(YandexCopyImageRequest.builder()
                            .folderId(YandexDesktopSimulator.FOLDER)
                            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                            .name("golden-2026-11")
                            .build())
                    .await(LONG);
            service.assertNothingCopiedTwice();
        }
    }

    private static void alibaba() throws InterruptedException {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.start();
                AlibabaEcsClient client = AlibabaEcsClient.builder()
                        .endpoint(service.endpoint())
                        .region(AlibabaEcsSimulator.SOURCE_REGION)
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                        .pollPolicy(FAST)
                        .build()) {
            client.copyImage(AlibabaCopyImageRequest.builder()
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .targetRegion("cn-shanghai")
                            .name("golden-2026-11")
                            .build())
                    .await(LONG);
            service.assertNothingCopiedTwice();
        }
    }
}
