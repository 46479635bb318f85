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
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.time.Duration;
import java.util.List;

/** Rows 50, 52, 55 and 56 as Yandex Cloud's operations show them. */
final class YandexFaults {
    private YandexFaults() {}

    static List<FaultCase> cases() {
        return List.of(
                FaultCase.of(50, "Yandex", YandexFaults::notVisibleYet),
                FaultCase.of(52, "Yandex", YandexFaults::operationForgotten),
                FaultCase.of(55, "", YandexFaults::rollingBack),
                FaultCase.of(56, "image there", YandexFaults::doneWithoutResponse),
                FaultCase.of(56, "image gone", YandexFaults::doneWithoutImage));
    }

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

    private static String notVisibleYet(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.polls(1).invisibleFor(3));
        assertThat(mode.await(setting.copy(mode)).name()).isEqualTo(Clouds.NAME);
        return "SUCCEEDED";
    }

    private static String operationForgotten(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.lasting(Duration.ofMinutes(11)));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        setting.time.advance(Duration.ofMinutes(10));
        setting.cloud.forgetOperation(copy.id());
        DesktopImage image = mode.await(copy);
        assertThat(setting.cloud.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        return "judged by its image, SUCCEEDED when that is ACTIVE";
    }

    private static String rollingBack(Mode mode, Watch watch) throws Exception {
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
        return "ROLLING_BACK with the reason, FAILED once done";
    }

    private static Fault bareDone(Operation<DesktopImage> copy) {
        return Fault.status(200)
                .body("application/json", "{\"id\":\"" + copy.id() + "\",\"done\":true}")
                .on("getOperation");
    }

    private static String doneWithoutResponse(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.cloud.script(Timeline.lasting(Duration.ofSeconds(1)));
        Operation<DesktopImage> copy = setting.copy(mode);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        setting.cloud.failNext(bareDone(copy));
        DesktopImage image = mode.await(copy);
        assertThat(setting.cloud.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        assertThat(setting.cloud.arrivals("getImage")).isEqualTo(1);
        return "verified by one Get of the image, SUCCEEDED";
    }

    private static String doneWithoutImage(Mode mode, Watch watch) throws Exception {
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
        return "no success: looked for during a minute, then FAILED";
    }
}
