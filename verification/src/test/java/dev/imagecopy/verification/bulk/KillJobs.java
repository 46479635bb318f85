package dev.imagecopy.verification.bulk;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same copies for every start: to the four clouds in turn, each under a name of its own. */
public final class KillJobs {
    /** Short, since what was never sent to a cluster is sent when this is over. */
    private static final Duration FABRIC_BUDGET = Duration.ofSeconds(4);

    private KillJobs() {}

    public static Stream<CopyJob> all(int count) {
        return IntStream.range(0, count).mapToObj(KillJobs::job);
    }

    private static CopyJob job(int number) {
        String name = "image-" + number;
        return switch (number % 4) {
            case 0 ->
                CopyJob.copy(
                        "ali",
                        AlibabaCopyImageRequest.builder()
                                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                                .targetRegion(VirtualFleet.ALIBABA_REGIONS.get(
                                        number / 4 % VirtualFleet.ALIBABA_REGIONS.size()))
                                .name(name)
                                .build());
            case 1 ->
                CopyJob.copy(
                        "hw",
                        HuaweiCopyImageRequest.builder()
                                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                                .name(name)
                                .build());
            case 2 ->
                CopyJob.copy(
                        "yc",
                        YandexCopyImageRequest.builder()
                                .folderId(YandexDesktopSimulator.FOLDER)
                                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                                .name(name)
                                .build());
            default ->
                CopyJob.copy(
                        "sf",
                        Clouds.fabricCopy()
                                .remoteDestination("App\\" + name)
                                .serverTimeout(FABRIC_BUDGET)
                                .build());
        };
    }
}
