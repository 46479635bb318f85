package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.lostreplies.LostReplies;
import dev.imagecopy.lostreplies.LostReplies.Ending;
import dev.imagecopy.lostreplies.LostReplies.Pace;
import dev.imagecopy.lostreplies.LostReplies.Tally;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
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
            try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time)) {
                hurt(simulator, random);
                tally.add(runs(simulator, () -> client(simulator, time), Pace.of(time))
                        .run("seed " + seed, request(random, "golden"), random.nextBoolean()));
            }
        }
        reporter.publishEntry("runs in process", tally.toString());
        assertThat(tally.of(Ending.DONE)).isGreaterThan(IN_PROCESS * 9 / 10);
    }

    @Test
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages(TestReporter reporter) {
        Tally tally = new Tally();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.start()) {
            LostReplies<YandexCopyImageRequest, DesktopImage> runs =
                    runs(simulator, () -> Clients.overHttp(simulator).build(), Pace.real());
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

    /** Labels and description that a token has no room for: then the name tells. */
    @Test
    void resume_whenTheTokenDoesNotHoldTheWholeRequest_findsTheImageByName() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = client(simulator, time)) {
            simulator.failNext(Fault.loseReply().on("copyImage").times(4));
            simulator.failNext(Fault.status(403).on("listImages").times(4));
            CompletableFuture<Operation<DesktopImage>> copy = time.runUntilDone(client.copyImageAsync(
                    Clients.golden().description("long ".repeat(200)).build()));
            assertThat(copy.handle((started, thrown) -> thrown).join())
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, unknown -> {
                        assertThat(simulator.copies()).hasSize(1);
                        Operation<DesktopImage> found =
                                client.resume(unknown.resumeToken().orElseThrow());
                        assertThat(time.runUntilDone(found.awaitAsync(Duration.ofHours(1)))
                                        .join()
                                        .id())
                                .isEqualTo(simulator.copies().get(0).imageId());
                    });
            assertThat(simulator.arrivals("copyImage")).isEqualTo(4);
        }
    }

    private static LostReplies<YandexCopyImageRequest, DesktopImage> runs(
            YandexDesktopSimulator simulator, Supplier<YandexDesktopClient> clients, Pace pace) {
        return new LostReplies<>(
                clients,
                DesktopImage::id,
                () -> simulator.copies().stream()
                        .map(YandexDesktopSimulator.Copy::imageId)
                        .toList(),
                pace);
    }

    private static YandexDesktopClient client(YandexDesktopSimulator simulator, ManualTimeSource time) {
        return Clients.inProcess(simulator, time)
                .callbackExecutor(Runnable::run)
                .build();
    }

    private static YandexCopyImageRequest request(SplittableRandom random, String name) {
        YandexCopyImageRequest.Builder request = Clients.golden().name(name);
        if (random.nextBoolean()) {
            request.label("b", "2").label("a", "1");
        }
        return random.nextBoolean()
                ? request.description("small \"quoted\" text").build()
                : request.build();
    }

    private static void hurt(YandexDesktopSimulator simulator, SplittableRandom random) {
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
