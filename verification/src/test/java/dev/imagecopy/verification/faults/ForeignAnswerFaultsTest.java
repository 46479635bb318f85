package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 81 and 82: answers with the status 200 that the service never gave. */
@FaultTable
class ForeignAnswerFaultsTest {
    private static final String JSON = "application/json";

    static Stream<Arguments> notTheServices() {
        return Mode.withEach(new TreeMap<>(Map.of(
                "sign-in page", ok("text/html", "<html>Sign in</html>"),
                "JSON error", ok(JSON, "{\"error\":\"login_required\"}"),
                "empty object", ok(JSON, "{}"),
                "empty array", ok(JSON, "[]"),
                "declared as a page", ok("text/html", answer("\"accepted-1\"")),
                "number for an id", ok(JSON, answer("5")),
                "id of 1,900 characters", ok(JSON, answer("\"" + "a".repeat(1900) + "\"")),
                "id that climbs", ok(JSON, answer("\"..\"")))));
    }

    private static Fault ok(String type, String body) {
        return Fault.status(200).body(type, body);
    }

    /** What three of the services answer to a copy, in one. */
    private static String answer(String id) {
        return "{\"ImageId\":%s,\"job_id\":%s,\"id\":%s,\"done\":false}".formatted(id, id, id);
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("notTheServices")
    void alibabaCopy_whenTheAnswerIsNotTheServices_isAmbiguous(Mode mode, String name, Fault answer, Watch watch) {
        ManualTimeSource time = watch.runningClock();
        AlibabaEcsSimulator service = watch.own(AlibabaEcsSimulator.start(time));
        copyIsAmbiguous(
                mode,
                name,
                answer,
                watch,
                service,
                watch.own(Clouds.alibaba(service, time).build()),
                Clouds.alibabaCopy());
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("notTheServices")
    void huaweiCopy_whenTheAnswerIsNotTheServices_isAmbiguous(Mode mode, String name, Fault answer, Watch watch) {
        ManualTimeSource time = watch.runningClock();
        HuaweiImsSimulator service = watch.own(HuaweiImsSimulator.start(time));
        copyIsAmbiguous(
                mode,
                name,
                answer,
                watch,
                service,
                watch.own(Clouds.huawei(service, time).build()),
                Clouds.huaweiCopy());
        assertThat(service.arrivals("copyImage")).isEqualTo(1);
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("notTheServices")
    void yandexCopy_whenTheAnswerIsNotTheServices_isAmbiguous(Mode mode, String name, Fault answer, Watch watch) {
        ManualTimeSource time = watch.runningClock();
        YandexDesktopSimulator service = watch.own(YandexDesktopSimulator.start(time));
        copyIsAmbiguous(
                mode,
                name,
                answer,
                watch,
                service,
                watch.own(Clouds.yandex(service, time).build()),
                Clouds.yandexCopy());
    }

    private static <R, T> void copyIsAmbiguous(
            Mode mode,
            String name,
            Fault answer,
            Watch watch,
            Simulator service,
            ImageCopyClient<R, T> client,
            R request) {
        service.failNext(answer.on("copyImage").times(1000));
        AmbiguousOutcomeException error =
                watch.resumable(Mode.failure(() -> mode.copy(client, request)), AmbiguousOutcomeException.class);
        assertThat(error).hasRootCauseInstanceOf(Exception.class);
        watch.saw(name, "AmbiguousOutcomeException");
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("notTheServices")
    void fabricCopy_whenTheAnswerIsNotTheServices_isVerified(Mode mode, String name, Fault answer, Watch watch)
            throws Exception {
        ManualTimeSource time = watch.runningClock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        cluster.failNext(answer.on("copyImage"));
        Operation<CopiedContent> copy = mode.copy(client, Clouds.fabricCopy().build());
        OperationSnapshot<CopiedContent> seen = mode.poll(copy);
        while (seen.providerStatus().equals("COPYING")) {
            seen = mode.poll(copy);
        }
        assertThat(seen.providerStatus()).isEqualTo("VERIFYING");
        assertThat(mode.await(copy).evidence()).isEqualTo(Evidence.ANSWERED); // of the second send
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);
        assertThat(cluster.copies()).singleElement().satisfies(one -> assertThat(one.whileAnotherRan())
                .isFalse());
        watch.saw(name, "VERIFYING, sent again after the cluster's time");
    }

    static Stream<Arguments> modes() {
        return Mode.withEach(new TreeMap<>(Map.of(
                "sign-in page", ok("text/html", "<html>Sign in</html>"),
                "JSON error", ok(JSON, "{\"error\":\"login_required\"}"),
                "empty array", ok(JSON, "[]"))));
    }

    @Tag("FAULT-82")
    @ParameterizedTest
    @MethodSource("modes")
    void otherCalls_whenTheAnswerIsNotTheServices_readNothingFromIt(Mode mode, String name, Fault answer, Watch watch) {
        ManualTimeSource time = watch.runningClock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
        YandexDesktopSimulator desktop = watch.own(YandexDesktopSimulator.start(time));
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        for (Simulator service : new Simulator[] {ecs, ims, desktop, cluster}) {
            service.failNext(answer.times(1000));
        }
        AlibabaEcsClient alibaba = watch.own(Clouds.alibaba(ecs, time).build());
        HuaweiImsClient huawei = watch.own(Clouds.huawei(ims, time).build());
        YandexDesktopClient yandex = watch.own(Clouds.yandex(desktop, time).build());
        ServiceFabricClient fabric = watch.own(Clouds.fabric(cluster, time).build());
        Map<String, Callable<?>> reads = Map.ofEntries(
                Map.entry(
                        "alibaba list",
                        () -> mode.call(
                                () -> alibaba.listImages(
                                                AlibabaImageQuery.builder().build())
                                        .toList(),
                                () -> alibaba.listImagesAsync(
                                        AlibabaImageQuery.builder().build()))),
                Map.entry(
                        "huawei list",
                        () -> mode.call(
                                () -> huawei.listImages(
                                                HuaweiImageQuery.builder().build())
                                        .toList(),
                                () -> huawei.listImagesAsync(
                                        HuaweiImageQuery.builder().build()))),
                Map.entry(
                        "huawei job",
                        () -> mode.call(() -> huawei.describeJob("job-1"), () -> huawei.describeJobAsync("job-1"))),
                Map.entry(
                        "yandex list",
                        () -> mode.call(
                                () -> yandex.listImages(folder()).toList(), () -> yandex.listImagesAsync(folder()))),
                Map.entry(
                        "yandex image",
                        () -> mode.call(() -> yandex.findImage("image-1"), () -> yandex.findImageAsync("image-1"))),
                Map.entry(
                        "fabric list",
                        () -> mode.call(
                                () -> fabric.listContent("App").toList(), () -> fabric.listContentAsync("App"))),
                Map.entry(
                        "fabric size",
                        () -> mode.call(() -> fabric.folderSize("App"), () -> fabric.folderSizeAsync("App"))),
                Map.entry("fabric store", () -> mode.call(fabric::storeInfo, fabric::storeInfoAsync)),
                Map.entry("fabric directory", () -> mode.call(fabric::aadMetadata, fabric::aadMetadataAsync)));
        reads.forEach((call, read) -> {
            watch.typed(failure(call, read), ResponseFormatException.class);
            watch.saw(name, "ResponseFormatException");
        });
        Map<String, Callable<?>> changes = Map.of(
                "alibaba delete",
                        () -> mode.run(
                                () -> alibaba.deleteImage(AlibabaEcsSimulator.SOURCE_REGION, "image-1"),
                                () -> alibaba.deleteImageAsync(AlibabaEcsSimulator.SOURCE_REGION, "image-1")),
                "alibaba cancel",
                        () -> mode.call(
                                () -> alibaba.cancelCopyImage(AlibabaEcsSimulator.SOURCE_REGION, "image-1"),
                                () -> alibaba.cancelCopyImageAsync(AlibabaEcsSimulator.SOURCE_REGION, "image-1")),
                "huawei delete",
                        () -> mode.run(() -> huawei.deleteImage("image-1"), () -> huawei.deleteImageAsync("image-1")),
                "yandex delete",
                        () -> mode.call(() -> yandex.deleteImage("image-1"), () -> yandex.deleteImageAsync("image-1")),
                "fabric delete",
                        () -> mode.run(
                                () -> fabric.deleteContent("App\\v1"), () -> fabric.deleteContentAsync("App\\v1")));
        changes.forEach((call, change) -> {
            watch.typed(failure(call, change), AmbiguousOutcomeException.class);
            watch.saw(name, "AmbiguousOutcomeException");
        });
    }

    private static Throwable failure(String call, Callable<?> act) {
        try {
            return Mode.failure(act);
        } catch (AssertionError yielded) {
            throw new AssertionError(call, yielded);
        }
    }

    private static YandexImageQuery folder() {
        return YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .build();
    }
}
