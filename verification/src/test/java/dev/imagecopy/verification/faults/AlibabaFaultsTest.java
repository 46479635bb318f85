package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 38, 40, 51, 57 and 61: what only Alibaba Cloud ECS does. */
@FaultTable
class AlibabaFaultsTest {
    static Stream<Arguments> ends() {
        return Mode.withEach(Map.of(
                "CreateFailed", OperationState.FAILED,
                "UnAvailable", OperationState.FAILED,
                "Deprecated", OperationState.SUCCEEDED));
    }

    @Tag("FAULT-57")
    @ParameterizedTest
    @MethodSource("ends")
    void await_whenTheImageHasAnEndStatus_ends(Mode mode, String status, OperationState end, Watch watch)
            throws Exception {
        watch.saw(status, ended(mode, watch, status, end));
    }

    /** A simulator and a client on one running clock. */
    private record Setting(AlibabaEcsSimulator ecs, AlibabaEcsClient client) {
        static Setting of(Watch watch) {
            ManualTimeSource time = watch.runningClock();
            AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
            return new Setting(ecs, watch.own(Clouds.alibaba(ecs, time).build()));
        }

        Operation<AlibabaImage> copy(Mode mode) throws Exception {
            return mode.copy(client, Clouds.alibabaCopy());
        }
    }

    @Tag("FAULT-38")
    @ParameterizedTest
    @EnumSource
    void copy_whenThrottledByUser_isRepeatedInTheNextMinute(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.runningClock();
        time.advance(Duration.ofSeconds(10));
        AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
        AlibabaEcsClient client = watch.own(Clouds.alibaba(ecs, time).build());
        ecs.failNext(AlibabaEcsSimulator.error(400, "Throttling.User", "Request was denied due to user flow control.")
                .on("copyImage"));
        mode.copy(client, Clouds.alibabaCopy());
        Instant nextMinute = ManualTimeSource.START.plusSeconds(60);
        assertThat(ecs.requests())
                .extracting(RecordedRequest::receivedAt)
                .hasSize(2)
                .satisfies(times -> assertThat(times.get(0)).isEqualTo(ManualTimeSource.START.plusSeconds(10)))
                .satisfies(times -> assertThat(times.get(1)).isBetween(nextMinute, nextMinute.plusSeconds(5)));
        assertThat(ecs.copies()).hasSize(1);
        watch.saw("repeated in the first 5 s of the next minute");
    }

    private static Fault successWithCode(String call, String code) {
        return AlibabaEcsSimulator.error(200, code, "The image quota is used up.")
                .on(call);
    }

    @Tag("FAULT-40")
    @ParameterizedTest
    @EnumSource
    void copy_whenA200HoldsAnError_fails(Mode mode, Watch watch) {
        Setting setting = Setting.of(watch);
        setting.ecs.failNext(successWithCode("copyImage", "QuotaExceed.Image"));
        ApiException error = watch.typed(Mode.failure(() -> setting.copy(mode)), QuotaExceededException.class);
        assertThat(error.status()).isEqualTo(200);
        assertThat(error.code()).isEqualTo("QuotaExceed.Image");
        assertThat(error.requestId()).isPresent();
        assertThat(setting.ecs.arrivals("copyImage")).isEqualTo(1);
        watch.saw("copy", "QuotaExceededException with status 200, code and request id, 1 arrival");
    }

    @Tag("FAULT-40")
    @ParameterizedTest
    @EnumSource
    void poll_whenA200HoldsAnError_isRepeated(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        Operation<AlibabaImage> copy = setting.copy(mode);
        setting.ecs.failNext(successWithCode("describeImages", "InternalError").times(2));
        assertThat(mode.await(copy).status()).isEqualTo("Available");
        assertThat(setting.ecs.arrivals("describeImages")).isEqualTo(3);
        watch.saw("poll", "repeated like any InternalError, then SUCCEEDED");
    }

    @Tag("FAULT-51")
    @ParameterizedTest
    @EnumSource
    void await_whenTheImageIsNotListedYet_goesOn(Mode mode, Watch watch) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ecs.script(Timeline.polls(1).invisibleFor(3));
        Operation<AlibabaImage> copy = setting.copy(mode);
        List<OperationState> seen = new CopyOnWriteArrayList<>();
        for (int poll = 0; poll < 3; poll++) {
            seen.add(mode.poll(copy).state());
        }
        assertThat(seen).containsOnly(OperationState.QUEUED);
        assertThat(mode.await(copy).status()).isEqualTo("Available");
        watch.saw("3 x QUEUED, then SUCCEEDED");
    }

    /** Terraform's and Packer's waits miss some of these and run into their timeouts. */
    private static String ended(Mode mode, Watch watch, String status, OperationState end) throws Exception {
        Setting setting = Setting.of(watch);
        setting.ecs.script(Timeline.polls(1_000));
        Operation<AlibabaImage> copy = setting.copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        String image = "{\"ImageId\":\"" + copy.id() + "\",\"Status\":\"" + status + "\"}";
        setting.ecs.failNext(Fault.status(200)
                .body("application/json", "{\"TotalCount\":1,\"Images\":{\"Image\":[" + image + "]}}")
                .on("describeImages"));
        if (end == OperationState.SUCCEEDED) {
            assertThat(mode.await(copy).status()).isEqualTo(status);
        } else {
            OperationFailedException failed =
                    watch.resumable(Mode.failure(() -> mode.await(copy)), OperationFailedException.class);
            assertThat(failed.snapshot().failure().orElseThrow().code()).isEqualTo(status);
        }
        assertThat(copy.latest().providerStatus()).isEqualTo(status);
        assertThat(setting.ecs.arrivals("describeImages")).isEqualTo(2);
        return end + " at the first poll that shows it";
    }

    /** If the service looks at names before it looks at the ClientToken, our own image refuses the repeat; nobody can tell. */
    @Tag("FAULT-61")
    @ParameterizedTest
    @EnumSource
    void copy_whenTheNameIsTakenByWhatMayBeOurCopy_isAmbiguousAndNamesIt(Mode mode, Watch watch) {
        Setting setting = Setting.of(watch);
        setting.ecs.checkNamesFirst(true);
        setting.ecs.failNext(Fault.loseReply().on("copyImage"));
        AmbiguousOutcomeException error =
                watch.typed(Mode.failure(() -> setting.copy(mode)), AmbiguousOutcomeException.class);
        assertThat(setting.ecs.copies()).singleElement().satisfies(one -> assertThat(error)
                .hasMessageContaining(one.imageId()));
        assertThat(error.resumeToken()).isPresent();
        watch.saw("younger", "AmbiguousOutcomeException that names it, 1 image");
    }

    @Tag("FAULT-61")
    @ParameterizedTest
    @EnumSource
    void copy_whenTheNameIsTakenByAnother_conflicts(Mode mode, Watch watch) {
        Setting setting = Setting.of(watch);
        setting.ecs.addImage(Clouds.ALIBABA_DESTINATION, "m-theirs", Clouds.NAME);
        setting.ecs.failNext(Fault.dropRequest().on("copyImage"));
        ConflictException error = watch.typed(Mode.failure(() -> setting.copy(mode)), ConflictException.class);
        assertThat(error.code()).isEqualTo("InvalidImageName.Duplicated");
        assertThat(setting.ecs.copies()).isEmpty();
        watch.saw("older", "ConflictException, nothing adopted");
    }
}
