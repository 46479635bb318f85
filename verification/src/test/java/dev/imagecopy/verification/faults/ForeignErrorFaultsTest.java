package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 81 and 82, continued: error responses that the service never gave. */
@FaultTable
class ForeignErrorFaultsTest {
    private static boolean isDelete(HttpRequest request) {
        return request.method().equals("DELETE");
    }

    static Stream<Arguments> foreign() {
        Map<String, HttpResponse> replies = new TreeMap<>();
        for (int status : new int[] {199, 302, 401, 403, 404, 409, 421, 429, 451, 503}) {
            replies.put("page with " + status, ForeignReplies.reply(status, "text/html", "<html>blocked</html>"));
        }
        for (String body : new String[] {"{}", "[]", "{\"code\":\"x\"}", "{\"error\":\"login_required\"}"}) {
            replies.put("403 " + body, ForeignReplies.reply(403, "application/json", body));
        }
        replies.put("404 in plain text", ForeignReplies.reply(404, "text/plain", "404 page not found"));
        return Mode.withEach(replies);
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("foreign")
    void alibabaCopy_whenAForeignErrorHidesTheAnswer_isRepeatedUnderItsKey(
            Mode mode, String name, HttpResponse reply, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        AlibabaEcsSimulator service = watch.own(AlibabaEcsSimulator.inProcess(time));
        ForeignReplies network = new ForeignReplies(service.transport());
        AlibabaEcsClient client =
                watch.own(Clouds.alibaba(time).transport(network).build());
        copyIsRepeated(mode, name, reply, watch, service, network, client, Clouds.alibabaCopy());
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("foreign")
    void yandexCopy_whenAForeignErrorHidesTheAnswer_isRepeatedUnderItsKey(
            Mode mode, String name, HttpResponse reply, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        YandexDesktopSimulator service = watch.own(YandexDesktopSimulator.inProcess(time));
        ForeignReplies network = new ForeignReplies(service.transport());
        YandexDesktopClient client =
                watch.own(Clouds.yandex(time).transport(network).build());
        copyIsRepeated(mode, name, reply, watch, service, network, client, Clouds.yandexCopy());
    }

    private static <R, T> void copyIsRepeated(
            Mode mode,
            String name,
            HttpResponse reply,
            Watch watch,
            Simulator service,
            ForeignReplies network,
            ImageCopyClient<R, T> client,
            R request)
            throws Exception {
        network.replaceNext(1, reply, any -> true);
        assertThat(mode.await(mode.copy(client, request))).isNotNull();
        assertThat(service.copies()).hasSize(1);
        watch.saw(name, "repeated under the key");

        network.interceptNext(1000, reply, any -> true);
        watch.resumable(Mode.failure(() -> mode.copy(client, request)), AmbiguousOutcomeException.class);
        watch.saw(name + ", always", "AmbiguousOutcomeException");
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("foreign")
    void huaweiCopy_whenAForeignErrorHidesTheAnswer_isFoundAndNotSentAgain(
            Mode mode, String name, HttpResponse reply, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        HuaweiImsSimulator service = watch.own(HuaweiImsSimulator.inProcess(time));
        ForeignReplies network = new ForeignReplies(service.transport());
        HuaweiImsClient client =
                watch.own(Clouds.huawei(time).transport(network).build());
        Predicate<HttpRequest> copies = request -> request.target().endsWith("/copy");
        network.replaceNext(1000, reply, copies);
        Operation<?> copy = mode.copy(client, Clouds.huaweiCopy());
        mode.await(copy);
        assertThat(copy.latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        assertThat(service.arrivals("copyImage")).isEqualTo(1);
        watch.saw(name, "FOUND_BY_NAME");

        network.interceptNext(1000, reply, copies);
        HuaweiCopyImageRequest another = HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("another")
                .build();
        watch.resumable(Mode.failure(() -> mode.copy(client, another)), AmbiguousOutcomeException.class);
        assertThat(service.arrivals("copyImage")).isEqualTo(1);
        watch.saw(name + ", never sent", "AmbiguousOutcomeException");
    }

    @Tag("FAULT-81")
    @ParameterizedTest
    @MethodSource("foreign")
    void fabricCopy_whenAForeignErrorHidesTheAnswer_isVerified(Mode mode, String name, HttpResponse reply, Watch watch)
            throws Exception {
        ManualTimeSource time = watch.runningClock();
        ServiceFabricSimulator cluster =
                watch.own(ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a"));
        ForeignReplies network = new ForeignReplies(cluster.transport());
        ServiceFabricClient client =
                watch.own(Clouds.fabric(cluster, time).transport(network).build());
        network.replaceNext(1000, reply, request -> request.method().equals("POST"));
        Operation<CopiedContent> copy = mode.copy(client, Clouds.fabricCopy().build());
        assertThat(mode.await(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(1);
        watch.saw(name, "VERIFIED");
    }

    @Tag("FAULT-82")
    @ParameterizedTest
    @MethodSource("foreign")
    void polls_whenForeignErrorsHideTheAnswers_goOn(Mode mode, String name, HttpResponse reply, Watch watch)
            throws Exception {
        ManualTimeSource time = watch.runningClock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.inProcess(time));
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.inProcess(time));
        YandexDesktopSimulator desktop = watch.own(YandexDesktopSimulator.inProcess(time));
        ecs.script(Timeline.lasting(Duration.ofMinutes(20)));
        ims.script(Timeline.lasting(Duration.ofMinutes(20)));
        desktop.script(Timeline.lasting(Duration.ofMinutes(20)));
        ForeignReplies toEcs = new ForeignReplies(ecs.transport());
        ForeignReplies toIms = new ForeignReplies(ims.transport());
        ForeignReplies toDesktop = new ForeignReplies(desktop.transport());
        AlibabaEcsClient alibaba =
                watch.own(Clouds.alibaba(time).transport(toEcs).build());
        HuaweiImsClient huawei = watch.own(Clouds.huawei(time).transport(toIms).build());
        YandexDesktopClient yandex =
                watch.own(Clouds.yandex(time).transport(toDesktop).build());
        goesOn(mode, mode.copy(alibaba, Clouds.alibabaCopy()), toEcs, reply);
        goesOn(mode, mode.copy(huawei, Clouds.huaweiCopy()), toIms, reply);
        goesOn(mode, mode.copy(yandex, Clouds.yandexCopy()), toDesktop, reply);
        watch.saw(name, "polled again");
    }

    private static void goesOn(Mode mode, Operation<?> copy, ForeignReplies network, HttpResponse reply)
            throws Exception {
        network.replaceNext(3, reply, any -> true);
        mode.await(copy);
        assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Tag("FAULT-82")
    @ParameterizedTest
    @MethodSource("foreign")
    void deletions_whenALostOneIsFollowedByAForeignError_areNotBelieved(
            Mode mode, String name, HttpResponse reply, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.inProcess(time));
        ServiceFabricSimulator cluster =
                watch.own(ServiceFabricSimulator.inProcess(time).addFolder(Clouds.FABRIC_SOURCE, "a"));
        ForeignReplies toIms = new ForeignReplies(ims.transport());
        ForeignReplies toCluster = new ForeignReplies(cluster.transport());
        HuaweiImsClient huawei = watch.own(Clouds.huawei(time).transport(toIms).build());
        ServiceFabricClient fabric =
                watch.own(Clouds.fabric(cluster, time).transport(toCluster).build());
        toIms.interceptNext(2, reply, ForeignErrorFaultsTest::isDelete);
        toCluster.interceptNext(2, reply, ForeignErrorFaultsTest::isDelete);
        String image = HuaweiImsSimulator.SOURCE_IMAGE;
        mode.run(() -> huawei.deleteImage(image), () -> huawei.deleteImageAsync(image));
        mode.run(
                () -> fabric.deleteContent(Clouds.FABRIC_SOURCE),
                () -> fabric.deleteContentAsync(Clouds.FABRIC_SOURCE));
        assertThat(ims.arrivals("deleteImage")).isEqualTo(1);
        assertThat(cluster.arrivals("deleteContent")).isEqualTo(1);
        watch.saw(name, "repeated");
    }
}
