package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 50, 52, 55 and 56 as Yandex Cloud's operations show them. */
@FaultTable
class YandexFaultsTest {
    /** A simulator and a client on one running clock. */
    private record Setting(ManualTimeSource time, YandexDesktopSimulator cloud, YandexDesktopClient client) {
        static Setting of(Watch watch) {
            ManualTimeSource time = watch.runningClock();
            YandexDesktopSimulator cloud = watch.own(YandexDesktopSimulator.start(time));
            return new Setting(time, cloud, watch.own(Clouds.yandex(cloud, time).build()));
        }

        Operation<DesktopImage> copy(Mode mode) throws Exception {
            return mode.copy(client, Clouds.yandexCopy());
        }
    }

    @Tag("FAULT-50")
    @ParameterizedTest
    @EnumSource
    void await_whenTheOperationIsNotVisibleYet_goesOn(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.polls(1).invisibleFor(3));
        assertThat(mode.await(setting.copy(mode)).name()).hasValue(Clouds.NAME);
        watch.saw("Yandex", "SUCCEEDED");
    }

    @Tag("FAULT-52")
    @ParameterizedTest
    @EnumSource
    void await_whenTheOperationIsForgotten_judgesByTheImage(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.lasting(Duration.ofMinutes(11)));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        setting.time.advance(Duration.ofMinutes(10));
        setting.cloud.forgetOperation(copy.id());
        DesktopImage image = mode.await(copy);
        assertThat(setting.cloud.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        watch.saw("Yandex", "judged by its image, SUCCEEDED when that is ACTIVE");
    }

    @Tag("FAULT-55")
    @ParameterizedTest
    @EnumSource
    void await_whenTheOperationRollsBack_failsOnceDone(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.polls(1)
                .failing("FAILED_PRECONDITION", "image is broken")
                .rollingBackFor(2));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        OperationSnapshot<DesktopImage> rolling = mode.poll(copy);
        assertThat(rolling.state()).isEqualTo(OperationState.ROLLING_BACK);
        assertThat(rolling.failure().orElseThrow().message()).isEqualTo("image is broken");
        watch.resumable(Mode.failure(() -> mode.await(copy)), OperationFailedException.class);
        assertThat(copy.latest().state()).isEqualTo(OperationState.FAILED);
        watch.saw("ROLLING_BACK with the reason, FAILED once done");
    }

    private static Fault bareDone(Operation<DesktopImage> copy) {
        return Fault.status(200)
                .body("application/json", "{\"id\":\"" + copy.id() + "\",\"done\":true}")
                .on("getOperation");
    }

    @Tag("FAULT-56")
    @ParameterizedTest
    @EnumSource
    void await_whenDoneWithoutResponse_verifiesTheImage(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.lasting(Duration.ofSeconds(1)));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        setting.cloud.failNext(bareDone(copy));
        DesktopImage image = mode.await(copy);
        assertThat(setting.cloud.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        assertThat(setting.cloud.arrivals("getImage")).isEqualTo(1);
        watch.saw("image there", "verified by one Get of the image, SUCCEEDED");
    }

    @Tag("FAULT-56")
    @ParameterizedTest
    @EnumSource
    void await_whenDoneWithoutImage_isNoSuccess(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.lasting(Duration.ofSeconds(1)));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        setting.cloud.failNext(bareDone(copy).times(1_000));
        setting.cloud.failNext(bareDone(copy).on("copyImage")); // asked again once, under its key
        setting.cloud.failNext(
                YandexDesktopSimulator.error(404, 5, "not found").on("getImage").times(1_000));
        Throwable end = Mode.failure(() -> mode.await(copy));
        watch.resumable(end, OperationFailedException.class);
        assertThat(copy.latest().providerStatus()).isEqualTo("NOT_FOUND");
        watch.saw("image gone", "no success: looked for during a minute, then FAILED");
    }
}
