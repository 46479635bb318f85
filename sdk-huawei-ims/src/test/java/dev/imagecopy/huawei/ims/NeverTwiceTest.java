package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** However replies are lost, one call never makes two images. */
class NeverTwiceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int RUNS = 10_000;
    private static final int RUNS_OVER_HTTP = 200;

    @Test
    void copyImage_withRepliesLostAtAnyPoint_inProcess_seed20261121_neverMakesTwoImages() throws Exception {
        Tally tally = new Tally();
        RandomGenerator random = new Random(20261121);
        for (int run = 0; run < RUNS; run++) {
            ManualTimeSource time = new ManualTimeSource();
            try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time)) {
                HuaweiImsClient.Builder builder = builder(simulator, time).transport(simulator.transport());
                run(simulator, builder, random, tally, "run-" + run, future -> advance(time, future));
            }
        }
        tally.check(RUNS);
    }

    @Test
    void copyImage_withRepliesLostAtAnyPoint_overHttp_seed7_neverMakesTwoImages() throws Exception {
        Tally tally = new Tally();
        RandomGenerator random = new Random(7);
        try (HastyTime time = new HastyTime();
                HuaweiImsSimulator simulator = HuaweiImsSimulator.start(time)) {
            simulator.limitImages(RUNS_OVER_HTTP * 2);
            for (int run = 0; run < RUNS_OVER_HTTP; run++) {
                run(simulator, builder(simulator, time), random, tally, "run-" + run, future -> {});
            }
        }
        tally.check(RUNS_OVER_HTTP);
    }

    private static HuaweiImsClient.Builder builder(HuaweiImsSimulator simulator, TimeSource time) {
        return HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .pollPolicy(PollPolicy.standard().toBuilder()
                        .maxPollsPerSecond(100_000)
                        .build());
    }

    private static void run(
            HuaweiImsSimulator simulator,
            HuaweiImsClient.Builder builder,
            RandomGenerator random,
            Tally tally,
            String name,
            Consumer<CompletableFuture<?>> driver)
            throws Exception {
        int copiesBefore = simulator.copies().size();
        simulator.script(Timeline.polls(random.nextInt(3)).invisibleFor(random.nextInt(3)));
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            simulator.failNext(fault(random));
        }
        boolean async = random.nextBoolean();
        try (HuaweiImsClient client =
                builder.correlationToken(random.nextBoolean()).build()) {
            HuaweiCopyImageRequest request = HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name(name)
                    .build();
            CompletableFuture<HuaweiImage> image = async
                    ? client.copyImageAsync(request).thenCompose(copy -> copy.awaitAsync(PATIENCE))
                    : client.copyImage(request).awaitAsync(PATIENCE);
            driver.accept(image);
            assertThat(image.join().name()).isEqualTo(name);
            tally.succeeded++;
            assertThat(simulator.copies().size() - copiesBefore).as(name).isEqualTo(1);
        } catch (SdkException | CompletionException e) {
            Throwable error = e instanceof SdkException ? e : e.getCause();
            assertThat(error).isInstanceOf(SdkException.class);
            boolean unknown = error instanceof AmbiguousOutcomeException;
            tally.unknown += unknown ? 1 : 0;
            tally.failed += unknown ? 0 : 1;
            assertThat(simulator.copies().size() - copiesBefore)
                    .as(name + " after " + error)
                    .isBetween(0, unknown ? 1 : 0);
        }
        while (simulator.pendingFaults() > 0) {
            spend(simulator, builder);
        }
    }

    /** Moves the clock until something that is waited for has happened. */
    private static void advance(ManualTimeSource time, CompletableFuture<?> future) {
        while (!future.isDone() && time.advanceToNextTask()) {
            assertThat(time.taskFailures()).isEmpty();
        }
        assertThat(future).isDone();
    }

    /** Lets faults that nothing met strike a call that does not matter. */
    private static void spend(HuaweiImsSimulator simulator, HuaweiImsClient.Builder builder) {
        int before = simulator.pendingFaults();
        try (HuaweiImsClient client = builder.build()) {
            assertThat(client.findImage("none")).isEmpty();
        } catch (SdkException struck) {
            assertThat(simulator.pendingFaults()).isLessThan(before);
        }
    }

    private static Fault fault(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> Fault.loseReply();
            case 1 -> Fault.resetReply();
            case 2 -> Fault.garbageReply();
            case 3 -> Fault.truncateReply();
            case 4 -> Fault.dropRequest();
            case 5 -> Fault.status(503);
            case 6 -> HuaweiImsSimulator.gatewayError(429, "APIGW.0308", "too many calls");
            default -> HuaweiImsSimulator.error("IMG.0060", "too many tasks");
        };
    }

    private static final class Tally {
        private int succeeded;
        private int unknown;
        private int failed;

        /** Each ending must have occurred often, or the runs prove nothing. */
        void check(int runs) {
            assertThat(succeeded + unknown + failed).isEqualTo(runs);
            assertThat(succeeded).isGreaterThan(runs / 2);
            assertThat(unknown).isGreaterThan(runs / 100);
        }
    }
}
