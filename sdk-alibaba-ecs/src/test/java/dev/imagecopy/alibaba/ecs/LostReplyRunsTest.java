package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Thousands of copies with replies lost at random, each run of its own seed: never two images, and a copy that the client
 * counts as done is there.
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
            try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time)) {
                SplittableRandom random = new SplittableRandom(seed);
                hurt(simulator, random);
                AlibabaCopyImageRequest request = request(random, "golden-copy");
                boolean done = run(simulator, time, request, random.nextBoolean(), seed);
                settled += done ? 1 : 0;
                executed += simulator.copies().size();
            }
        }
        assertThat(executed).isBetween(IN_PROCESS / 2, IN_PROCESS);
        assertThat(settled).isGreaterThan(IN_PROCESS / 2);
    }

    private static boolean run(
            AlibabaEcsSimulator simulator,
            ManualTimeSource time,
            AlibabaCopyImageRequest request,
            boolean async,
            int seed) {
        Optional<AlibabaImage> image = Optional.empty();
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            Operation<AlibabaImage> copy =
                    async ? drive(time, client.copyImageAsync(request)) : client.copyImage(request);
            image = Optional.of(drive(time, copy.awaitAsync(Duration.ofHours(2))));
        } catch (AmbiguousOutcomeException unknown) {
            image = request.name().isEmpty() ? Optional.empty() : later(simulator, time, unknown);
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
    private static Optional<AlibabaImage> later(
            AlibabaEcsSimulator simulator, ManualTimeSource time, AmbiguousOutcomeException unknown) {
        time.advance(Duration.ofMinutes(10));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            Operation<AlibabaImage> copy = client.resume(unknown.resumeToken().orElseThrow());
            return Optional.of(drive(time, copy.awaitAsync(Duration.ofHours(2))));
        } catch (AmbiguousOutcomeException | OperationException unsettled) {
            return Optional.empty();
        }
    }

    @Test
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages() throws Exception {
        RetryPolicy quick =
                RetryPolicy.standard().withTransientBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.start();
                AlibabaEcsClient client =
                        Clients.overHttp(simulator).retryPolicy(quick).build()) {
            for (int seed = 0; seed < OVER_HTTP; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                int lost = 1 + random.nextInt(3);
                for (int n = 0; n < lost; n++) {
                    simulator.failNext(lostReply(random).on("copyImage"));
                }
                AlibabaCopyImageRequest request = request(random, "golden-" + seed);
                Operation<AlibabaImage> copy =
                        random.nextBoolean() ? client.copyImageAsync(request).join() : client.copyImage(request);

                assertThat(simulator.copies()).as("seed %d", seed).hasSize(seed + 1);
                assertThat(copy.await(Duration.ofSeconds(20)).id())
                        .as("seed %d", seed)
                        .isEqualTo(simulator.copies().get(seed).imageId());
            }
        }
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
            simulator.failNext((random.nextInt(3) > 0 ? lostReply(random) : otherFault(random)).on("copyImage"));
        }
        int pollFaults = random.nextInt(4);
        for (int n = 0; n < pollFaults; n++) {
            simulator.failNext((random.nextBoolean() ? lostReply(random) : otherFault(random)).on("describeImages"));
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
