package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.lostreplies.LostReplies;
import dev.imagecopy.lostreplies.LostReplies.Ending;
import dev.imagecopy.lostreplies.LostReplies.Pace;
import dev.imagecopy.lostreplies.LostReplies.Tally;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
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
            try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time)) {
                hurt(simulator, random);
                tally.add(
                        runs(simulator, () -> Clients.inProcess(simulator, time).build(), Pace.of(time))
                                .run("seed " + seed, request(random, "golden-copy"), random.nextBoolean()));
            }
        }
        reporter.publishEntry("runs in process", tally.toString());
        assertThat(tally.of(Ending.DONE)).isGreaterThan(IN_PROCESS / 2);
        assertThat(tally.of(Ending.UNKNOWN)).isGreaterThan(IN_PROCESS / 100);
    }

    @Test
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages(TestReporter reporter) {
        RetryPolicy quick =
                RetryPolicy.standard().withTransientBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
        Tally tally = new Tally();
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.start()) {
            LostReplies<AlibabaCopyImageRequest, AlibabaImage> runs = runs(
                    simulator,
                    () -> Clients.overHttp(simulator).retryPolicy(quick).build(),
                    Pace.real());
            for (int seed = 0; seed < OVER_HTTP; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                int lost = 1 + random.nextInt(3);
                for (int n = 0; n < lost; n++) {
                    simulator.failNext(LostReplies.lost(random).on("copyImage"));
                }
                tally.add(runs.run("seed " + seed, request(random, "golden-" + seed), random.nextBoolean()));
            }
        }
        reporter.publishEntry("runs over HTTP", tally.toString());
        assertThat(tally.of(Ending.DONE)).isEqualTo(OVER_HTTP);
    }

    private static LostReplies<AlibabaCopyImageRequest, AlibabaImage> runs(
            AlibabaEcsSimulator simulator, Supplier<AlibabaEcsClient> clients, Pace pace) {
        return new LostReplies<>(
                clients,
                AlibabaImage::id,
                () -> simulator.copies().stream()
                        .map(AlibabaEcsSimulator.Copy::imageId)
                        .toList(),
                pace);
    }

    private static AlibabaCopyImageRequest request(SplittableRandom random, String name) {
        AlibabaCopyImageRequest.Builder request = Clients.toShanghai();
        return random.nextInt(3) > 0 ? request.name(name).build() : request.build();
    }

    private static void hurt(AlibabaEcsSimulator simulator, SplittableRandom random) {
        simulator.checkNamesFirst(random.nextInt(4) == 0);
        simulator.script(
                Timeline.polls(random.nextInt(4)).queuedFor(random.nextInt(2)).invisibleFor(random.nextInt(2)));
        int copyFaults = random.nextInt(5);
        for (int n = 0; n < copyFaults; n++) {
            simulator.failNext((random.nextInt(3) > 0 ? LostReplies.lost(random) : otherFault(random)).on("copyImage"));
        }
        int pollFaults = random.nextInt(4);
        for (int n = 0; n < pollFaults; n++) {
            simulator.failNext(
                    (random.nextBoolean() ? LostReplies.lost(random) : otherFault(random)).on("describeImages"));
        }
    }

    private static Fault otherFault(SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> Fault.refuseConnection();
            case 1 -> Fault.delayReply(Duration.ofMinutes(5));
            case 2 -> AlibabaEcsSimulator.error(500, "InternalError", "unknown error");
            case 3 -> AlibabaEcsSimulator.error(503, "ServiceUnavailable", "unavailable");
            case 4 -> AlibabaEcsSimulator.error(400, "Throttling.User", "flow control");
            case 5 -> AlibabaEcsSimulator.error(400, "SignatureNonceUsed", "used already");
            default -> Fault.status(502).body("text/html", "<html>bad gateway</html>");
        };
    }
}
