package dev.imagecopy.examples;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.BulkRun;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.examples.telemetry.MicrometerListener;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import io.micrometer.core.instrument.Metrics;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Promotes last night's 30 images on four clouds. Killed or stopped with Ctrl-C, it goes on where it was when it is started again
 * with the same file and night; what is there already is not copied again.
 *
 * <pre>
 * NightlyPromotion &lt;store file&gt; &lt;night, for example 2026-11-29&gt; &lt;address of the cluster&gt;
 * </pre>
 *
 * <p>Environment: as for the programs that copy one image.
 */
public final class NightlyPromotion {
    private static final List<String> REGIONS = List.of("cn-shanghai", "cn-beijing", "eu-central-1");

    private NightlyPromotion() {}

    public static void main(String[] args) {
        CopyReport report = run(
                args,
                AlibabaEcsClient.builder().region("cn-hangzhou"),
                HuaweiImsClient.builder().region("eu-west-101"),
                YandexDesktopClient.builder(),
                ServiceFabricClient.builder().endpoint(URI.create(args[2])));
        System.exit(report.isComplete() ? 0 : 1);
    }

    static CopyReport run(
            String[] args,
            AlibabaEcsClient.Builder alibaba,
            HuaweiImsClient.Builder huawei,
            YandexDesktopClient.Builder yandex,
            ServiceFabricClient.Builder serviceFabric) {
        try (OperationStore store = FileOperationStore.open(Path.of(args[0]));
                AlibabaEcsClient ecs = kept(alibaba, store).build();
                HuaweiImsClient ims = kept(huawei, store).build();
                YandexDesktopClient desktop = kept(yandex, store).build();
                ServiceFabricClient fabric = kept(serviceFabric, store).build()) {
            BulkRun run = BulkCopy.builder()
                    .clients(CopyClients.of("ali", ecs, "huawei", ims, "yandex", desktop, "fabric", fabric))
                    .store(store)
                    .runName(args[1])
                    .onProgress(System.out::println)
                    .build()
                    .start(Stream.of("base", "web", "db", "cache", "build")
                            .flatMap(image -> jobs(image + "-" + args[1])));
            Thread onExit = new Thread(
                    () -> System.out.println(run.cancel(RunningCopies.LEAVE).join()));
            Runtime.getRuntime().addShutdownHook(onExit); // Ctrl-C too
            CopyReport report = run.report().join();
            report.failures().forEach(System.out::println);
            return report;
        }
    }

    private static <B extends ClientBuilder<B>> B kept(B client, OperationStore store) {
        return client.operationStore(store).listener(new MicrometerListener(Metrics.globalRegistry));
    }

    private static Stream<CopyJob> jobs(String name) {
        var alibaba = AlibabaCopyImageRequest.builder().imageId("m-bp1h46wfpjsjastc0001");
        var huawei = HuaweiCopyImageRequest.builder().imageId("465076de-dc36-4aec-80f5-ef9d8009428f");
        var yandex = YandexCopyImageRequest.builder()
                .folderId("b1gsimulatorfolder01")
                .imageId("fd8simulatorimage001");
        var fabric = CopyImageStoreContentRequest.builder().remoteSource("CalcApp\\v1");
        return Stream.concat(
                CopyJob.toRegions(
                        REGIONS,
                        to -> CopyJob.ensure(
                                "ali", alibaba.targetRegion(to).name(name).build())),
                Stream.of(
                        CopyJob.ensure("huawei", huawei.name(name).build()),
                        CopyJob.ensure("yandex", yandex.name(name).build()),
                        CopyJob.ensure("fabric", fabric.remoteDestination(name).build())));
    }
}
