package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 77 to 79: ids, regions and names that would change where a request goes, or that a service does not take. */
@FaultTable
class InputFaultsTest {
    private static final List<String> BAD_IDS = List.of(
            "..", ".", "", "a/b", "%2e%2e", "a?x", "a#b", "a\\b", "x".repeat(10 << 10), "\uD83D\uDE00", "a\r\nb");

    private static final List<String> BAD_REGIONS =
            List.of("x.attacker.com/", "a@b", "CN-NORTH-1", "cn-north-1.", "", "a:443", "\u0430", "x".repeat(41));

    /** What no path in an image store may be; what an address must only encode is shown by another case. */
    private static final List<String> BAD_PATHS =
            List.of("..", "a/../b", "", "a\\..\\b", "a//b", "C:\\x", "a\r\nb", "\u0000", "x".repeat(10 << 10), "a./b");

    /** Refused by each of the acts, whatever the input, and the service hears of none. */
    private static String refused(Simulator service, List<String> inputs, Function<String, Stream<Callable<?>>> acts) {
        for (String input : inputs) {
            acts.apply(input).forEach(act -> assertThat(Mode.failure(act))
                    .as("with '%.20s'", input)
                    .isInstanceOf(IllegalArgumentException.class));
        }
        assertThat(service.requests()).isEmpty();
        return "IllegalArgumentException, no request";
    }

    @Tag("FAULT-77")
    @ParameterizedTest
    @EnumSource
    void huawei_whenAnIdIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
        HuaweiImsClient client = watch.own(Clouds.huawei(ims, time).build());
        watch.saw(
                "Huawei",
                refused(
                        ims,
                        BAD_IDS,
                        id -> Stream.of(
                                () -> HuaweiCopyImageRequest.builder()
                                        .imageId(id)
                                        .name("n")
                                        .build(),
                                () -> HuaweiImageQuery.builder().imageId(id).build(),
                                () -> watch.own(
                                        Clouds.huawei(ims, time).projectId(id).build()),
                                () -> mode.call(() -> client.describeJob(id), () -> client.describeJobAsync(id)),
                                () -> mode.call(() -> client.findImage(id), () -> client.findImageAsync(id)),
                                () -> mode.run(() -> client.deleteImage(id), () -> client.deleteImageAsync(id)),
                                () -> mode.call(
                                        () -> client.deleteImageUntilGone(id),
                                        () -> client.deleteImageUntilGoneAsync(id)))));
    }

    @Tag("FAULT-77")
    @ParameterizedTest
    @EnumSource
    void yandex_whenAnIdIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        YandexDesktopSimulator cloud = watch.own(YandexDesktopSimulator.start(time));
        YandexDesktopClient client = watch.own(Clouds.yandex(cloud, time).build());
        watch.saw(
                "Yandex",
                refused(
                        cloud,
                        BAD_IDS,
                        id -> Stream.of(
                                () -> yandexCopy("n").imageId(id).build(),
                                () -> yandexCopy("n").folderId(id).build(),
                                () -> mode.call(() -> client.findImage(id), () -> client.findImageAsync(id)),
                                () -> mode.call(() -> client.deleteImage(id), () -> client.deleteImageAsync(id)))));
    }

    @Tag("FAULT-77")
    @ParameterizedTest
    @EnumSource
    void alibaba_whenAnIdIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        AlibabaEcsClient client = watch.own(Clouds.alibaba(ecs, time).build());
        watch.saw(
                "Alibaba",
                refused(
                        ecs,
                        BAD_IDS,
                        id -> Stream.of(
                                () -> alibabaCopy("nn").imageId(id).build(),
                                () -> alibabaCopy("nn").resourceGroupId(id).build(),
                                () -> AlibabaImageQuery.builder().imageId(id).build(),
                                () -> mode.call(
                                        () -> client.cancelCopyImage("cn-shanghai", id),
                                        () -> client.cancelCopyImageAsync("cn-shanghai", id)),
                                () -> mode.run(
                                        () -> client.deleteImage("cn-shanghai", id),
                                        () -> client.deleteImageAsync("cn-shanghai", id)))));
    }

    @Tag("FAULT-77")
    @ParameterizedTest
    @EnumSource
    void fabric_whenAPathIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        watch.saw(
                "Service Fabric",
                refused(
                        cluster,
                        BAD_PATHS,
                        path -> Stream.of(
                                () -> Clouds.fabricCopy().remoteSource(path).build(),
                                () -> Clouds.fabricCopy()
                                        .remoteDestination(path)
                                        .build(),
                                () -> mode.run(
                                        () -> client.deleteContent(path), () -> client.deleteContentAsync(path)))));
    }

    /** Names of files that would change an address if they went into it as they are. */
    @Tag("FAULT-77")
    @ParameterizedTest
    @EnumSource
    void fabric_whenAPathIsOddButAllowed_encodesIt(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        for (String name : List.of("%2e%2e", "a?x", "a#b", "\uD83D\uDE00", "a b")) {
            cluster.addFolder(name, "file");
            assertThat(mode.call(() -> client.folderSize(name), () -> client.folderSizeAsync(name))
                            .sizeBytes())
                    .as(name)
                    .hasValue(100);
        }
        watch.saw("Service Fabric, odd but allowed", "encoded: the very folder is asked for");
    }

    @Tag("FAULT-78")
    @ParameterizedTest
    @EnumSource
    void huawei_whenARegionIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
        watch.saw(
                "Huawei",
                refused(
                        ims,
                        BAD_REGIONS,
                        region -> Stream.of(
                                () -> watch.own(
                                        Clouds.huawei(ims, time).region(region).build()),
                                () -> HuaweiCopyToRegionRequest.builder()
                                        .imageId("i")
                                        .name("n")
                                        .agencyName("a")
                                        .targetRegion(region)
                                        .build())));
    }

    @Tag("FAULT-78")
    @ParameterizedTest
    @EnumSource
    void alibaba_whenARegionIsHostile_sendsNothing(Mode mode, Watch watch) {
        ManualTimeSource time = watch.clock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        AlibabaEcsClient client = watch.own(Clouds.alibaba(ecs, time).build());
        watch.saw(
                "Alibaba",
                refused(
                        ecs,
                        BAD_REGIONS,
                        region -> Stream.of(
                                () -> watch.own(
                                        Clouds.alibaba(ecs, time).region(region).build()),
                                () -> alibabaCopy("nn").region(region).build(),
                                () -> alibabaCopy("nn").targetRegion(region).build(),
                                () -> AlibabaImageQuery.builder().region(region).build(),
                                () -> mode.call(
                                        () -> client.cancelCopyImage(region, "m-1"),
                                        () -> client.cancelCopyImageAsync(region, "m-1")))));
    }

    /** A name and who refuses it: nobody, the request's builder, or the service. */
    private record Name(String text, By refusedBy) {
        enum By {
            NOBODY,
            BUILDER,
            SERVICE
        }
    }

    private static Name good(String text) {
        return new Name(text, Name.By.NOBODY);
    }

    private static Name bad(String text) {
        return new Name(text, Name.By.BUILDER);
    }

    private static Name left(String text) {
        return new Name(text, Name.By.SERVICE);
    }

    private static <R> void tried(
            Mode mode,
            Watch watch,
            Simulator service,
            ImageCopyClient<R, ?> client,
            Function<String, R> request,
            List<Name> names)
            throws Exception {
        for (Name name : names) {
            int before = service.requests().size();
            switch (name.refusedBy()) {
                case NOBODY ->
                    assertThat(mode.copy(client, request.apply(name.text())).id())
                            .isNotEmpty();
                case BUILDER -> {
                    assertThat(Mode.failure(() -> request.apply(name.text())))
                            .as("name '%.20s'", name.text())
                            .isInstanceOf(IllegalArgumentException.class);
                    assertThat(service.requests()).hasSize(before);
                }
                case SERVICE ->
                    watch.typed(
                            Mode.failure(() -> mode.copy(client, request.apply(name.text()))),
                            InvalidRequestException.class);
            }
        }
    }

    @Tag("FAULT-79")
    @ParameterizedTest
    @EnumSource
    void huawei_takesTheNamesThatTheServiceTakes(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
        HuaweiImsClient client = watch.own(Clouds.huawei(ims, time).build());
        List<Name> names = List.of(
                good("n"),
                good("n".repeat(128)),
                good("\u955C\u50CF"),
                good("1st image_2.x-y"),
                bad(""),
                bad("n".repeat(129)),
                bad(" n"),
                bad("n "),
                bad("http://n"),
                bad("a/b"));
        tried(
                mode,
                watch,
                ims,
                client,
                name -> HuaweiCopyImageRequest.builder()
                        .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                        .name(name)
                        .build(),
                names);
        watch.saw("Huawei", "1 to 128 of the documented characters and no others, as the service itself decides");
    }

    @Tag("FAULT-79")
    @ParameterizedTest
    @EnumSource
    void yandex_takesTheNamesThatTheServiceTakes(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        YandexDesktopSimulator cloud = watch.own(YandexDesktopSimulator.start(time));
        YandexDesktopClient client = watch.own(Clouds.yandex(cloud, time).build());
        List<Name> names = List.of(
                good("n"),
                good("n".repeat(50)),
                good("\u955C\u50CF"),
                good("1st image (2024-12-03)"),
                good("http://n"),
                bad(""),
                bad(" "),
                bad("n".repeat(51)));
        tried(mode, watch, cloud, client, name -> yandexCopy(name).build(), names);
        watch.saw("Yandex", "1 to 50 characters of any kind, as the service itself decides");
    }

    /** The vendor's pages differ in the characters of a name, so only the length is decided here. */
    @Tag("FAULT-79")
    @ParameterizedTest
    @EnumSource
    void alibaba_takesTheNamesThatTheServiceTakes(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        AlibabaEcsClient client = watch.own(Clouds.alibaba(ecs, time).build());
        List<Name> names = List.of(
                good("nn"),
                good("n".repeat(128)),
                good("\u955C\u50CF"),
                good("a1.b:c_d-e"),
                bad("n"),
                bad("n".repeat(129)),
                bad("a\nb"),
                left("1st"),
                left("a b"),
                left("a/b"),
                left("\u041E\u0431\u0440\u0430\u0437"),
                left("http://n"),
                left("acs:n"),
                left("aliyun-n"));
        tried(mode, watch, ecs, client, name -> alibabaCopy(name).build(), names);
        watch.saw(
                "Alibaba", "2 to 128 characters here; the service's word on the characters is InvalidRequestException");
    }

    private static YandexCopyImageRequest.Builder yandexCopy(String name) {
        return YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name(name);
    }

    private static AlibabaCopyImageRequest.Builder alibabaCopy(String name) {
        return AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion("cn-shanghai")
                .name(name);
    }
}
