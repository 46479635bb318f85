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
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 49, 50, 52, 54 and 58 as Huawei Cloud's jobs show them. */
@FaultTable
class HuaweiFaultsTest {
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

    @Tag("FAULT-49")
    @ParameterizedTest
    @EnumSource
    void copy_whenTheJobIdIsHostile_isLookedForByName(Mode mode, Watch watch) {
        Setting setting = Setting.of(watch);
        setting.ims.failNext(answer("copyImage", "{\"job_id\":\"../../v2/images/x\"}"));
        AmbiguousOutcomeException error =
                watch.resumable(Mode.failure(() -> setting.copy(mode)), AmbiguousOutcomeException.class);
        assertThat(error).hasMessageNotContaining("../");
        assertThat(setting.ims.arrivals("copyImage")).isEqualTo(1);
        assertThat(setting.ims.requests()).noneMatch(request -> request.path().contains(".."));
        watch.saw("../ in job_id", "id refused, looked for by name, AmbiguousOutcomeException with token, 1 arrival");
    }

    @Tag("FAULT-50")
    @ParameterizedTest
    @EnumSource
    void await_whenTheImageIsNotVisibleYet_goesOn(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.polls(1).invisibleFor(3));
        assertThat(mode.await(setting.copy(mode)).name()).isEqualTo(Clouds.NAME);
        watch.saw("Huawei", "SUCCEEDED");
    }

    /** The job is gone, its image is there. */
    @Tag("FAULT-52")
    @ParameterizedTest
    @EnumSource
    void await_whenTheJobIsForgotten_findsTheImageByName(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.lasting(Duration.ofMinutes(11)));
        Operation<HuaweiImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        setting.time.advance(Duration.ofMinutes(10));
        setting.ims.failNext(Fault.status(404).on("describeJob").times(1_000));
        HuaweiImage image = mode.await(copy);
        assertThat(setting.ims.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        watch.saw("Huawei", "found by name, SUCCEEDED when the image is");
    }

    @Tag("FAULT-54")
    @ParameterizedTest
    @EnumSource
    void await_whenTheJobFails_saysWhyOnOneLine(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ims.script(Timeline.polls(1).failing("IMG.0095", "The KMS key\r\nwas \u0007deleted"));
        OperationFailedException error =
                watch.resumable(Mode.failure(() -> mode.await(setting.copy(mode))), OperationFailedException.class);
        assertThat(error).hasMessageContaining("IMG.0095").hasMessageContaining("The KMS key");
        assertThat(error.getMessage()).doesNotContain("\r", "\n", "\u0007");
        assertThat(error.snapshot().failure().orElseThrow().code()).isEqualTo("IMG.0095");
        assertThat(error.snapshot().failure().orElseThrow().message()).contains("deleted");
        watch.saw("OperationFailedException, code and reason in message and snapshot, on one line");
    }

    @Tag("FAULT-58")
    @ParameterizedTest
    @EnumSource
    void await_whenTheJobNamesNoImage_findsItByName(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        Operation<HuaweiImage> copy = setting.copy(mode);
        setting.ims.failNext(
                answer("describeJob", "{\"status\":\"SUCCESS\",\"job_id\":\"" + copy.id() + "\",\"entities\":{}}"));
        HuaweiImage image = mode.await(copy);
        assertThat(setting.ims.copies()).singleElement().satisfies(one -> assertThat(image.id())
                .isEqualTo(one.imageId()));
        assertThat(setting.ims.arrivals("listImages")).isPositive();
        watch.saw("found by name, SUCCEEDED");
    }
}
