package dev.imagecopy.verification.bulk;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The program that is killed: runs the same jobs with the same store, whenever it is started, and says how each ended. */
final class KilledClient {
    private static final PollPolicy HASTY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(100))
            .minInterval(Duration.ofMillis(100))
            .maxInterval(Duration.ofMillis(500))
            .build();

    private KilledClient() {}

    /** Addresses of Service Fabric, Huawei, Yandex and Alibaba, the store, how many copies, whether names are unique. */
    public static void main(String[] args) {
        ResumePolicy policy = Boolean.parseBoolean(args[6])
                ? ResumePolicy.uniqueNames(Duration.ofSeconds(1))
                : ResumePolicy.standard();
        try (TimeSource time = TimeSource.system();
                OperationStore store = FileOperationStore.open(Path.of(args[4]));
                ServiceFabricClient fabric = prepared(
                                ServiceFabricClient.builder().endpoint(URI.create(args[0])), store, time)
                        .build();
                HuaweiImsClient huawei = prepared(Clouds.huawei(URI.create(args[1]), time), store, time)
                        .build();
                YandexDesktopClient yandex = prepared(Clouds.yandex(URI.create(args[2]), time), store, time)
                        .build();
                AlibabaEcsClient alibaba = prepared(Clouds.alibaba(URI.create(args[3]), time), store, time)
                        .build()) {
            int copies = Integer.parseInt(args[5]);
            BulkCopy.builder()
                    .clients(CopyClients.of("sf", fabric, "hw", huawei, "yc", yandex, "ali", alibaba))
                    .store(store)
                    .limits(CopyLimits.standard()
                            .withInRun(Math.max(8, copies / 50))) // so that submitting takes a while
                    .resumePolicy(policy)
                    .onOutcome(outcome -> System.out.println(
                            outcome.status() + "\t" + outcome.target().name() + "\t"
                                    + outcome.cause().map(Record::toString).orElse("")))
                    .build()
                    .run(KillJobs.all(copies));
            System.out.println("END");
        }
    }

    private static <B extends ClientBuilder<B>> B prepared(B builder, OperationStore store, TimeSource time) {
        return builder.timeSource(time).operationStore(store).pollPolicy(HASTY);
    }
}
