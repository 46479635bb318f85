package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;

/** Rows 49, 50, 52, 54 and 58 as Huawei Cloud's jobs show them. */
final class HuaweiFaults {
    private HuaweiFaults() {}

    static List<FaultCase> cases() {
        return List.of(
                FaultCase.of(49, "../ in job_id", HuaweiFaults::hostileJobId),
                FaultCase.of(50, "Huawei", HuaweiFaults::notVisibleYet),
                FaultCase.of(52, "Huawei", HuaweiFaults::jobForgotten),
                FaultCase.of(54, "", HuaweiFaults::failed),
                FaultCase.of(58, "", HuaweiFaults::successWithoutImage));
    }

    /** A simulator and a client on one running clock. */
    private record Setting(ManualTimeSource time, HuaweiImsSimulator ims, HuaweiImsClient client) {
        static Setting of(Watch watch) {
            ManualTimeSource time = watch.runningClock();
            HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
            return new Setting(time, ims, watch.own(Clouds.huawei(ims, time).build()));
        }

        Operation<HuaweiImage> copy(Mode mode) throws Exception {
            return mode.copy(client, Clouds.huaweiCopy());
        }
    }

    private static Fault answer(String call, String body) {
        return Fault.status(200).body("application/json", body).on(call);
    }

    private static String hostileJobId(Mode mode, Watch watch) {
        Setting setting = Setting.of(watch);
        setting.ims.failNext(answer("copyImage", "{\"job_id\":\"../../v2/images/x\"}"));
        AmbiguousOutcomeException error =
                watch.resumable(Mode.failure(() -> setting.copy(mode)), AmbiguousOutcomeException.class);
        assertThat(error).hasMessageNotContaining("../");
        assertThat(setting.ims.arrivals("copyImage")).isEqualTo(1);
        assertThat(setting.ims.requests()).noneMatch(request -> request.path().contains(".."));
        return "id refused, looked for by name, AmbiguousOutcomeException with token, 1 arrival";
    }

    private static String notVisibleYet(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.polls(1).invisibleFor(3));
        assertThat(mode.await(setting.copy(mode)).name()).isEqualTo(Clouds.NAME);
        return "SUCCEEDED";
    }

    /** The job is gone, its image is there. */
    private static String jobForgotten(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.lasting(Duration.ofMinutes(11)));
        Operation<HuaweiImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        setting.time.advance(Duration.ofMinutes(10));
        setting.ims.failNext(Fault.status(404).on("describeJob").times(1_000));
        HuaweiImage image = mode.await(copy);
        assertThat(setting.ims.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        return "found by name, SUCCEEDED when the image is";
    }

    private static String failed(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.polls(1).failing("IMG.0095", "The KMS key\r\nwas \u0007deleted"));
        OperationFailedException error =
                watch.resumable(Mode.failure(() -> mode.await(setting.copy(mode))), OperationFailedException.class);
        assertThat(error).hasMessageContaining("IMG.0095").hasMessageContaining("The KMS key");
        assertThat(error.getMessage()).doesNotContain("\r", "\n", "\u0007");
        assertThat(error.snapshot().failure().orElseThrow().code()).isEqualTo("IMG.0095");
        assertThat(error.snapshot().failure().orElseThrow().message()).contains("deleted");
        return "OperationFailedException, code and reason in message and snapshot, on one line";
    }

    private static String successWithoutImage(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        Operation<HuaweiImage> copy = setting.copy(mode);
        setting.ims.failNext(
                answer("describeJob", "{\"status\":\"SUCCESS\",\"job_id\":\"" + copy.id() + "\",\"entities\":{}}"));
        HuaweiImage image = mode.await(copy);
        assertThat(setting.ims.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        assertThat(setting.ims.arrivals("listImages")).isPositive();
        return "found by name, SUCCEEDED";
    }
}
