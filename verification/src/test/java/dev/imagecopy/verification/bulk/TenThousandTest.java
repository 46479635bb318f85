package dev.imagecopy.verification.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 10,000 copies at once with one client of each cloud, whose answers take their time, on a clock that jumps: all end, none with
 * an error, each copied once.
 */
class TenThousandTest {
    private static final int COPIES = 10_000;
    private static final int AT_ONCE_IN_A_REGION = 5;
    private static final Duration LENGTH = Duration.ofSeconds(30);

    /** Forty rounds of 256 take longer than one call may. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

    private static final Duration FOR_EVER = Duration.ofDays(30);

    private final ManualTimeSource time = new ManualTimeSource();

    /** How a copy is started. */
    private enum Start {
        BLOCKING {
            @Override
            <R, T> CompletableFuture<Operation<T>> copy(ImageCopyClient<R, T> client, R request) {
                return CompletableFuture.completedFuture(client.copyImage(request));
            }
        },
        ASYNC {
            @Override
            <R, T> CompletableFuture<Operation<T>> copy(ImageCopyClient<R, T> client, R request) {
                return client.copyImageAsync(request);
            }
        };

        abstract <R, T> CompletableFuture<Operation<T>> copy(ImageCopyClient<R, T> client, R request);
    }

    @AfterEach
    void close() {
        assertThat(time.taskFailures()).isEmpty();
        time.close();
    }

    /** Forty rounds of 256, so that most wait far longer than the cluster may take for one. */
    @ParameterizedTest
    @EnumSource(Start.class)
    void serviceFabric_copiesThatWaitTheirTurn_haveTheirWholeTimeFromThenOn(Start start) {
        try (ServiceFabricSimulator cluster =
                        ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a");
                OpenPlaces places = places(cluster);
                ServiceFabricClient client =
                        Clouds.fabric(cluster, time).transport(places).build()) {
            endWithoutAnError(cluster, Duration.ofSeconds(55), client, start, number -> Clouds.fabricCopy()
                    .remoteDestination("Fleet\\copy" + number)
                    .build());

            assertThat(places.mostTaken()).isEqualTo(OpenPlaces.PLACES);
            assertThat(cluster.copies()).noneMatch(ServiceFabricSimulator.Copy::whileAnotherRan);
        }
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void huawei_allEnd(Start start) {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.inProcess(time);
                OpenPlaces places = places(service);
                HuaweiImsClient client = Clouds.huawei(time).transport(places).build()) {
            endWithoutAnError(service, LENGTH, client, start, number -> HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("copy" + number)
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void yandex_allEnd(Start start) {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.inProcess(time);
                OpenPlaces places = places(service);
                YandexDesktopClient client =
                        Clouds.yandex(time).transport(places).build()) {
            endWithoutAnError(service, LENGTH, client, start, number -> YandexCopyImageRequest.builder()
                    .folderId(YandexDesktopSimulator.FOLDER)
                    .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                    .name("copy" + number)
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void alibaba_allEnd(Start start) {
        alibaba(COPIES, LENGTH, start);
    }

    /** The last one waits as long as two thousand copies take. */
    @Test
    void alibaba_copiesThatWaitInTheRegionsQueue_allEnd() {
        alibaba(AT_ONCE_IN_A_REGION, Duration.ofMillis(200), Start.ASYNC);
    }

    private void alibaba(int running, Duration length, Start start) {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.inProcess(time);
                OpenPlaces places = places(service);
                AlibabaEcsClient client = Clouds.alibaba(time).transport(places).build()) {
            service.limitRunningCopies(running);
            endWithoutAnError(service, length, client, start, number -> AlibabaCopyImageRequest.builder()
                    .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                    .targetRegion(Clouds.ALIBABA_DESTINATION)
                    .name("copy" + number)
                    .build());
        }
    }

    private OpenPlaces places(Simulator service) {
        return new OpenPlaces(service.transport(), time, ON_THE_WAY);
    }

    private <R, T> void endWithoutAnError(
            Simulator service, Duration length, ImageCopyClient<R, T> client, Start start, IntFunction<R> request) {
        service.script(Timeline.lasting(length));
        List<CompletableFuture<T>> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(start.copy(client, request.apply(i)).thenCompose(copy -> copy.awaitAsync(FOR_EVER)));
        }
        time.runUntilDone(CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new)));

        assertThat(failures(copies)).isEmpty();
        service.assertArrivals("copyImage", COPIES);
        service.assertNothingCopiedTwice();
    }

    /** By their types, since ten thousand texts would take a test that fails minutes to print. */
    private static <T> Map<String, Long> failures(List<CompletableFuture<T>> copies) {
        return copies.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(copy -> copy.handle((value, thrown) ->
                                CallFlow.causeOf(thrown).getClass().getSimpleName())
                        .join())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
