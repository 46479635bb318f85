package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

final class LossyYandex extends LossyCloud<YandexDesktopSimulator, YandexCopyImageRequest, DesktopImage> {
    @Override
    public String secret() {
        return YandexDesktopSimulator.IAM_TOKEN;
    }

    @Override
    public int requestsToStart() {
        return 1;
    }

    @Override
    YandexDesktopSimulator inProcess(TimeSource time) {
        return YandexDesktopSimulator.inProcess(time);
    }

    @Override
    YandexDesktopSimulator start(TimeSource time) {
        return YandexDesktopSimulator.start(time);
    }

    @Override
    Supplier<YandexDesktopClient> clients(
            YandexDesktopSimulator simulator, TimeSource time, boolean inProcess, SplittableRandom random) {
        return () -> heardAt(simulator, inProcess, Clouds.yandex(time)).build();
    }

    @Override
    YandexCopyImageRequest request(String name, SplittableRandom random) {
        YandexCopyImageRequest.Builder request = YandexCopyImageRequest.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
                .name(name);
        if (random.nextBoolean()) {
            request.label("b", "2").label("a", "1");
        }
        return random.nextBoolean()
                ? request.description("small \"quoted\" text").build()
                : request.build();
    }

    @Override
    String imageId(DesktopImage image) {
        return image.id();
    }

    @Override
    List<String> made(YandexDesktopSimulator simulator) {
        return simulator.copies().stream()
                .map(YandexDesktopSimulator.Copy::imageId)
                .toList();
    }

    @Override
    void checkInProcess(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isGreaterThan(runs * 9 / 10);
    }

    @Override
    void checkOverHttp(Tally tally, int runs) {
        assertThat(tally.of(Ending.DONE)).isEqualTo(runs);
    }

    @Override
    void hurt(YandexDesktopSimulator simulator, SplittableRandom random) {
        simulator.typedAnswers(random.nextBoolean());
        simulator.script(Timeline.polls(random.nextInt(4)).invisibleFor(random.nextInt(3)));
        int copyFaults = random.nextInt(7);
        for (int n = 0; n < copyFaults; n++) {
            simulator.failNext((random.nextInt(3) > 0 ? LostReplies.lost(random) : otherFault(random)).on("copyImage"));
        }
        for (String call : new String[] {"getOperation", "getImage"}) {
            int faults = random.nextInt(3);
            for (int n = 0; n < faults; n++) {
                simulator.failNext((random.nextBoolean() ? LostReplies.lost(random) : otherFault(random)).on(call));
            }
        }
    }

    private static Fault otherFault(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Fault.refuseConnection();
            case 1 -> Fault.delayReply(Duration.ofMinutes(5));
            case 2 -> YandexDesktopSimulator.error(500, 13, "internal");
            case 3 -> YandexDesktopSimulator.error(503, 14, "unavailable");
            case 4 -> YandexDesktopSimulator.error(429, 8, "too many requests");
            default -> Fault.status(502).body("text/html", "<html>bad gateway</html>");
        };
    }
}
