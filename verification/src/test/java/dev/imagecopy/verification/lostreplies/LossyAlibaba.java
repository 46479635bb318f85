package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

final class LossyAlibaba extends LossyCloud<AlibabaEcsSimulator, AlibabaCopyImageRequest, AlibabaImage> {
    @Override
    public String secret() {
        return AlibabaEcsSimulator.ACCESS_KEY_SECRET;
    }

    @Override
    public int requestsToStart() {
        return 1;
    }

    @Override
    AlibabaEcsSimulator inProcess(TimeSource time) {
        return AlibabaEcsSimulator.inProcess(time);
    }

    @Override
    AlibabaEcsSimulator start(TimeSource time) {
        return AlibabaEcsSimulator.start(time);
    }

    @Override
    Supplier<AlibabaEcsClient> clients(
            AlibabaEcsSimulator simulator, TimeSource time, boolean inProcess, SplittableRandom random) {
        return () -> heardAt(simulator, inProcess, Clouds.alibaba(time)).build();
    }

    @Override
    AlibabaCopyImageRequest request(String name, SplittableRandom random) {
        AlibabaCopyImageRequest.Builder request = AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion(Clouds.ALIBABA_DESTINATION);
        return random.nextInt(3) > 0 ? request.name(name).build() : request.build();
    }

    @Override
    String imageId(AlibabaImage image) {
        return image.id();
    }

    @Override
    List<String> made(AlibabaEcsSimulator simulator) {
        return simulator.copies().stream()
                .map(AlibabaEcsSimulator.Copy::imageId)
                .toList();
    }

    @Override
    void checkInProcess(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isGreaterThan(runs / 2);
        assertThat(tally.of(Ending.UNKNOWN)).isGreaterThan(runs / 100);
    }

    @Override
    void checkOverHttp(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isEqualTo(runs);
    }

    @Override
    void hurt(AlibabaEcsSimulator simulator, SplittableRandom random) {
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
