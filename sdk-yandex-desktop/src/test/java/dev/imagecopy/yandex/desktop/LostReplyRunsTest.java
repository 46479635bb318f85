package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Thousands of copies with replies lost at random, each run of its own seed: never two images, and a copy that the client
 * counts as done is there. What stays open in one process is settled by the next, with nothing but the resume token.
 */
class LostReplyRunsTest {
    private static final int IN_PROCESS = 10_000;
    private static final int OVER_HTTP = 200;

    @Test
    void copyImage_whenRepliesAreLostIn10000RunsInProcess_neverMakesTwoImages() {
        int settled = 0;
        int executed = 0;
        for (int seed = 0; seed < IN_PROCESS; seed++) {
            ManualTimeSource time = new ManualTimeSource();
            try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time)) {
                SplittableRandom random = new SplittableRandom(seed);
                hurt(simulator, random);
                boolean done = run(simulator, time, request(random, "golden"), random.nextBoolean(), seed);
                settled += done ? 1 : 0;
                executed += simulator.copies().size();
            }
        }
        assertThat(executed).isBetween(IN_PROCESS * 9 / 10, IN_PROCESS);
        assertThat(settled).isGreaterThan(IN_PROCESS * 9 / 10);
    }

    private static boolean run(
            YandexDesktopSimulator simulator,
            ManualTimeSource time,
            YandexCopyImageRequest request,
            boolean async,
            int seed) {
        Optional<DesktopImage> image = Optional.empty();
        try (YandexDesktopClient client = client(simulator, time)) {
            Operation<DesktopImage> copy =
                    async ? drive(time, client.copyImageAsync(request)) : client.copyImage(request);
            image = Optional.of(drive(time, copy.awaitAsync(Duration.ofHours(2))));
        } catch (AmbiguousOutcomeException unknown) {
            image = later(simulator, time, unknown);
        } catch (OperationException ended) {
            assertThat(ended.resumeToken()).as("seed %d", seed).isPresent();
        } catch (SdkException refused) {
            assertThat(simulator.copies()).as("seed %d: %s", seed, refused).isEmpty();
        }
        assertThat(simulator.copies()).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
        image.ifPresent(made -> assertThat(made.id())
                .as("seed %d", seed)
                .isEqualTo(simulator.copies().get(0).imageId()));
        return image.isPresent();
    }

    /** Another process, with the token only. */
    private static Optional<DesktopImage> later(
            YandexDesktopSimulator simulator, ManualTimeSource time, AmbiguousOutcomeException unknown) {
        time.advance(Duration.ofMinutes(10));
        try (YandexDesktopClient client = client(simulator, time)) {
            Operation<DesktopImage> copy = client.resume(unknown.resumeToken().orElseThrow());
            return Optional.of(drive(time, copy.awaitAsync(Duration.ofHours(2))));
        } catch (AmbiguousOutcomeException | OperationException unsettled) {
            return Optional.empty();
        }
    }

    @Test
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages() throws Exception {
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.start();
                YandexDesktopClient client = Clients.overHttp(simulator).build()) {
            for (int seed = 0; seed < OVER_HTTP; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                int lost = 1 + random.nextInt(3);
                for (int n = 0; n < lost; n++) {
                    simulator.failNext(lostReply(random).on("copyImage"));
                }
                YandexCopyImageRequest request = request(random, "golden-" + seed);
                Operation<DesktopImage> copy =
                        random.nextBoolean() ? client.copyImageAsync(request).join() : client.copyImage(request);

                assertThat(simulator.copies()).as("seed %d", seed).hasSize(seed + 1);
                assertThat(copy.await(Duration.ofSeconds(20)).id())
                        .as("seed %d", seed)
                        .isEqualTo(simulator.copies().get(seed).imageId());
            }
        }
    }

    /** Labels and description that a token has no room for: then the name tells. */
    @Test
    void resume_whenTheTokenDoesNotHoldTheWholeRequest_findsTheImageByName() {
        ManualTimeSource time = new ManualTimeSource();
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                YandexDesktopClient client = client(simulator, time)) {
            simulator.failNext(Fault.loseReply().on("copyImage").times(4));
            simulator.failNext(Fault.status(403).on("listImages").times(4));
            CompletableFuture<Operation<DesktopImage>> copy = client.copyImageAsync(
                    Clients.golden().description("long ".repeat(200)).build());
            AmbiguousOutcomeException unknown =
                    catchThrowableOfType(AmbiguousOutcomeException.class, () -> drive(time, copy));
            assertThat(simulator.copies()).hasSize(1);

            Operation<DesktopImage> found = client.resume(unknown.resumeToken().orElseThrow());
            assertThat(drive(time, found.awaitAsync(Duration.ofHours(1))).id())
                    .isEqualTo(simulator.copies().get(0).imageId());
            assertThat(simulator.arrivals("copyImage")).isEqualTo(4);
        }
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
            simulator.failNext((random.nextInt(3) > 0 ? lostReply(random) : otherFault(random)).on("copyImage"));
        }
        for (String call : new String[] {"getOperation", "getImage"}) {
            int faults = random.nextInt(3);
            for (int n = 0; n < faults; n++) {
                simulator.failNext((random.nextBoolean() ? lostReply(random) : otherFault(random)).on(call));
            }
        }
    }

    private static Fault lostReply(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Fault.loseReply();
            case 1 -> Fault.resetReply();
            case 2 -> Fault.garbageReply();
            case 3 -> Fault.truncateReply();
            default -> Fault.dropRequest();
        };
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

    /** Lets the clock run until a future is done. */
    private static <T> T drive(ManualTimeSource time, CompletableFuture<T> future) {
        while (!future.isDone()) {
            assertThat(time.advanceToNextTask()).as("something is waited for").isTrue();
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
