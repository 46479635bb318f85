package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.lostreplies.LostReplies;
import dev.imagecopy.lostreplies.LostReplies.Ending;
import dev.imagecopy.lostreplies.LostReplies.Pace;
import dev.imagecopy.lostreplies.LostReplies.Tally;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Thousands of copies with replies lost at random, each run of its own seed. */
class LostReplyRunsTest {
    private static final int IN_PROCESS = 10_000;
    private static final int OVER_HTTP = 200;

    @Test
    void copyImage_whenRepliesAreLostIn10000RunsInProcess_neverMakesTwoImages(TestReporter reporter) {
        Tally tally = new Tally();
        for (int seed = 0; seed < IN_PROCESS; seed++) {
            ManualTimeSource time = new ManualTimeSource();
            SplittableRandom random = new SplittableRandom(seed);
            try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time)) {
                hurt(simulator, random);
                boolean marked = random.nextBoolean();
                tally.add(runs(
                                simulator,
                                () -> client(simulator, time)
                                        .transport(simulator.transport())
                                        .callbackExecutor(Runnable::run)
                                        .correlationToken(marked)
                                        .build(),
                                Pace.of(time))
                        .run("seed " + seed, request("golden-copy"), random.nextBoolean()));
            }
        }
        check(tally, IN_PROCESS, reporter);
    }

    @Test
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages(TestReporter reporter) {
        Tally tally = new Tally();
        try (HastyTime time = new HastyTime();
                HuaweiImsSimulator simulator = HuaweiImsSimulator.start(time)) {
            simulator.limitImages(OVER_HTTP * 2);
            for (int seed = 0; seed < OVER_HTTP; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                hurt(simulator, random); // what does not strike this copy strikes the next
                boolean marked = random.nextBoolean();
                tally.add(runs(
                                simulator,
                                () -> client(simulator, time)
                                        .correlationToken(marked)
                                        .build(),
                                Pace.real())
                        .run("seed " + seed, request("golden-" + seed), random.nextBoolean()));
            }
        }
        check(tally, OVER_HTTP, reporter);
    }

    /** Each ending must have occurred often, or the runs prove nothing. */
    private static void check(Tally tally, int runs, TestReporter reporter) {
        reporter.publishEntry(runs + " runs", tally.toString());
        assertThat(tally.of(Ending.DONE)).isGreaterThan(runs / 2);
        assertThat(tally.of(Ending.UNKNOWN)).isGreaterThan(runs / 100);
    }

    private static LostReplies<HuaweiCopyImageRequest, HuaweiImage> runs(
            HuaweiImsSimulator simulator, Supplier<HuaweiImsClient> clients, Pace pace) {
        return new LostReplies<>(
                clients,
                HuaweiImage::id,
                () -> simulator.copies().stream()
                        .map(HuaweiImsSimulator.Copy::imageId)
                        .toList(),
                pace);
    }

    private static HuaweiImsClient.Builder client(HuaweiImsSimulator simulator, TimeSource time) {
        return HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .timeSource(time);
    }

    private static HuaweiCopyImageRequest request(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    private static void hurt(HuaweiImsSimulator simulator, SplittableRandom random) {
        simulator.script(Timeline.polls(random.nextInt(3)).invisibleFor(random.nextInt(3)));
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            simulator.failNext(random.nextInt(8) < 5 ? LostReplies.lost(random) : otherFault(random));
        }
    }

    private static Fault otherFault(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Fault.status(503);
            case 1 -> HuaweiImsSimulator.gatewayError(429, "APIGW.0308", "too many calls");
            default -> HuaweiImsSimulator.error("IMG.0060", "too many tasks");
        };
    }
}
