package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

final class LossyHuawei extends LossyCloud<HuaweiImsSimulator, HuaweiCopyImageRequest, HuaweiImage> {
    private static final int IMAGES = 400; // beyond what the runs over HTTP make

    @Override
    public String secret() {
        return HuaweiImsSimulator.SECRET_KEY;
    }

    @Override
    public int requestsToStart() {
        return 1;
    }

    @Override
    HuaweiImsSimulator inProcess(TimeSource time) {
        return HuaweiImsSimulator.inProcess(time);
    }

    @Override
    HuaweiImsSimulator start(TimeSource time) {
        HuaweiImsSimulator simulator = HuaweiImsSimulator.start(time);
        simulator.limitImages(IMAGES);
        return simulator;
    }

    @Override
    Supplier<HuaweiImsClient> clients(
            HuaweiImsSimulator simulator, TimeSource time, boolean inProcess, SplittableRandom random) {
        boolean marked = random.nextBoolean();
        return () -> heardAt(simulator, inProcess, Clouds.huawei(time))
                .correlationToken(marked)
                .build();
    }

    @Override
    HuaweiCopyImageRequest request(String name, SplittableRandom random) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    @Override
    String imageId(HuaweiImage image) {
        return image.id();
    }

    @Override
    List<String> made(HuaweiImsSimulator simulator) {
        return simulator.copies().stream().map(HuaweiImsSimulator.Copy::imageId).toList();
    }

    @Override
    void checkInProcess(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isGreaterThan(runs / 2);
        assertThat(tally.of(Ending.UNKNOWN)).isGreaterThan(runs / 100);
    }

    @Override
    void checkOverHttp(Tally tally, int runs) {
        checkInProcess(tally, runs);
    }

    @Override
    void hurtOverHttp(HuaweiImsSimulator simulator, SplittableRandom random) {
        hurt(simulator, random);
    }

    @Override
    void hurt(HuaweiImsSimulator simulator, SplittableRandom random) {
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
