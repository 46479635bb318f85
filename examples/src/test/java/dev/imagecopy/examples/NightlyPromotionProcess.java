package dev.imagecopy.examples;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The nightly promotion towards simulators: to be killed. */
final class NightlyPromotionProcess {
    private NightlyPromotionProcess() {}

    /** The store's file, and the addresses of Alibaba, Huawei, Yandex and Service Fabric. */
    public static void main(String[] args) {
        CopyReport report = run(Path.of(args[0]), List.of(args).subList(1, 5));
        System.exit(report.isComplete() ? 0 : 1);
    }

    static CopyReport run(Path file, List<String> addresses) {
        Iterator<URI> at = addresses.stream().map(URI::create).iterator();
        return NightlyPromotion.run(
                new String[] {file.toString(), "2026-11-29"},
                AlibabaEcsClient.builder()
                        .endpoint(at.next())
                        .pollPolicy(FastPolling.POLICY)
                        .region(AlibabaEcsSimulator.SOURCE_REGION)
                        .credentials(AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET)),
                HuaweiImsClient.builder()
                        .endpoint(at.next())
                        .pollPolicy(FastPolling.POLICY)
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY)),
                YandexDesktopClient.builder()
                        .endpoint(at.next())
                        .pollPolicy(FastPolling.POLICY)
                        .folderId(YandexDesktopSimulator.FOLDER)
                        .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN)),
                ServiceFabricClient.builder().endpoint(at.next()).pollPolicy(FastPolling.POLICY));
    }
}
