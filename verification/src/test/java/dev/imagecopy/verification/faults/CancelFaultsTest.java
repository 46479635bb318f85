package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 65: what a request to cancel may come to, on each cloud that can answer it so. */
@FaultTable
class CancelFaultsTest {
    private static final Timeline LONG = Timeline.polls(1_000);

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_whenAlibabaAccepts_endsCancelled(Mode mode, Watch watch) throws Exception {
        watch.saw("ok, Alibaba", alibaba(mode, watch, CancelFaultsTest::accepted));
    }

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_whenTheCopyIsFinished_saysSo(Mode mode, Watch watch) throws Exception {
        watch.saw("finished", alibaba(mode, watch, CancelFaultsTest::finished));
    }

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_whenTheAnswerIsLost_isUnknownThenPolled(Mode mode, Watch watch) throws Exception {
        watch.saw("lost", alibaba(mode, watch, CancelFaultsTest::lost));
    }

    private interface AlibabaCase {
        String run(Mode mode, Watch watch, AlibabaEcsSimulator ecs, AlibabaEcsClient client) throws Exception;
    }

    private static String alibaba(Mode mode, Watch watch, AlibabaCase body) throws Exception {
        ManualTimeSource time = watch.runningClock();
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        return body.run(mode, watch, ecs, watch.own(Clouds.alibaba(ecs, time).build()));
    }

    private static String accepted(Mode mode, Watch watch, AlibabaEcsSimulator ecs, AlibabaEcsClient client)
            throws Exception {
        ecs.script(LONG);
        Operation<AlibabaImage> copy = mode.copy(client, Clouds.alibabaCopy());
        mode.poll(copy);
        assertThat(mode.cancel(copy)).isInstanceOf(CancelResult.Requested.class);
        watch.resumable(Mode.failure(() -> mode.await(copy)), OperationCancelledException.class);
        assertThat(ecs.imageIds(Clouds.ALIBABA_DESTINATION)).isEmpty();
        return "Requested, then CANCELLED";
    }

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_whenYandexAccepts_endsCancelled(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        YandexDesktopSimulator cloud = watch.own(YandexDesktopSimulator.start(time));
        cloud.script(LONG);
        YandexDesktopClient client = watch.own(Clouds.yandex(cloud, time).build());
        var copy = mode.copy(client, Clouds.yandexCopy());
        assertThat(mode.cancel(copy)).isInstanceOf(CancelResult.Requested.class);
        watch.resumable(Mode.failure(() -> mode.await(copy)), OperationCancelledException.class);
        watch.saw("ok, Yandex", "Requested, then CANCELLED");
    }

    /** The service says IncorrectImageStatus. */
    private static String finished(Mode mode, Watch watch, AlibabaEcsSimulator ecs, AlibabaEcsClient client)
            throws Exception {
        Operation<AlibabaImage> copy = mode.copy(client, Clouds.alibabaCopy());
        ecs.failNext(AlibabaEcsSimulator.error(400, "IncorrectImageStatus", "The image is not being copied.")
                .on("cancelCopyImage"));
        assertThat(mode.cancel(copy)).isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
        assertThat(mode.await(copy).status()).isEqualTo("Available");
        return "AlreadyFinished(SUCCEEDED), then SUCCEEDED";
    }

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_onHuawei_isNotSupported(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
        HuaweiImsClient client = watch.own(Clouds.huawei(ims, time).build());
        var copy = mode.copy(client, Clouds.huaweiCopy());
        int before = ims.requests().size();
        assertThat(mode.cancel(copy)).isInstanceOf(CancelResult.NotSupported.class);
        assertThat(ims.requests()).hasSize(before);
        assertThat(mode.await(copy).name()).isEqualTo(Clouds.NAME);
        watch.saw("unsupported, Huawei", "NotSupported, nothing sent, then SUCCEEDED");
    }

    @Tag("FAULT-65")
    @ParameterizedTest
    @EnumSource
    void cancel_onServiceFabric_isNotSupported(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time).build());
        var copy = mode.copy(client, Clouds.fabricCopy().build());
        assertThat(mode.cancel(copy)).isInstanceOf(CancelResult.NotSupported.class);
        assertThat(mode.await(copy).destination()).isEqualTo("App\\v2");
        watch.saw("unsupported, Service Fabric", "NotSupported, then SUCCEEDED");
    }

    /** All four attempts arrive and act, and no answer comes back. */
    private static String lost(Mode mode, Watch watch, AlibabaEcsSimulator ecs, AlibabaEcsClient client)
            throws Exception {
        ecs.script(LONG);
        Operation<AlibabaImage> copy = mode.copy(client, Clouds.alibabaCopy());
        mode.poll(copy);
        ecs.failNext(Fault.loseReply().on("cancelCopyImage").times(4));
        CancelResult result = mode.cancel(copy);
        assertThat(result).isInstanceOf(CancelResult.Unknown.class);
        watch.show(((CancelResult.Unknown) result).cause());
        watch.resumable(Mode.failure(() -> mode.await(copy)), OperationCancelledException.class);
        return "Unknown, then polled: CANCELLED";
    }
}
