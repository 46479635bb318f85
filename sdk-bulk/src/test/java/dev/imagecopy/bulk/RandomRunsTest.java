package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.internal.run.ReportLines;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, whenever a process is killed or a run is cancelled: nothing is copied twice, and nothing is lost. */
class RandomRunsTest {
    private static final List<String> CLIENTS = List.of("huawei", "across", "ali", "yandex", "fabric");

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(Integer.getInteger("bulk.seeds", 40));
    }

    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void runs_thatAreKilledAndDisturbed_areFinishedByALaterStart(long seed) {
        Random random = new Random(seed);
        try (FourClouds clouds = new FourClouds(new MortalStore())) {
            List<CopyJob> jobs = jobs(random);
            for (int start = 0; start < 6; start++) {
                disturb(clouds, random);
                start(clouds, random, jobs);
            }
            calm(clouds);
            outcomes.clear();
            CopyReport report = clouds.run(clouds.bulk().onOutcome(outcomes::add), jobs.stream());

            assertOneLineEach(report, jobs.size());
            clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.status() == CopyStatus.SUCCEEDED || isOpen(outcome))
                            .as("%s", outcome)
                            .isTrue());
        }
    }

    /** Without idempotency keys, a copy that was being sent may remain open. */
    private static boolean isOpen(CopyOutcome outcome) {
        boolean hasNoKeys =
                outcome.client().equals("huawei") || outcome.client().equals("fabric");
        return outcome.status() == CopyStatus.AMBIGUOUS
                && hasNoKeys
                && outcome.resumeToken().isPresent();
    }

    /** Lets what would still go wrong go wrong for somebody else. */
    private static void calm(FourClouds clouds) {
        calm(clouds, clouds.ims, clouds.huawei(), FourClouds.huawei("none"));
        calm(clouds, clouds.ecs, clouds.alibaba(), FourClouds.alibaba("cn-shanghai", "none"));
        calm(clouds, clouds.desktop, clouds.yandex(), FourClouds.yandex("none"));
        calm(clouds, clouds.fabric, clouds.fabric(), FourClouds.fabric("App\\none"));
    }

    private static void calm(
            FourClouds clouds, Simulator simulator, ImageCopyClient<?, ?> client, CopyRequest request) {
        for (int i = 0; i < 200 && simulator.pendingFaults() > 0; i++) {
            clouds.time.runUntilDone(
                    client.copies().lookUpAsync(request, CallOptions.defaults()).handle((look, failure) -> look));
        }
        assertThat(simulator.pendingFaults()).isZero();
    }

    private static List<CopyJob> jobs(Random random) {
        List<CopyJob> jobs = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String client = CLIENTS.get(i % CLIENTS.size());
            String name = "image-" + i;
            CopyRequest request =
                    switch (client) {
                        case "huawei" -> FourClouds.huawei(name);
                        case "across" -> FourClouds.huaweiToRegion(name);
                        case "ali" -> FourClouds.alibaba(random.nextBoolean() ? "cn-shanghai" : "cn-beijing", name);
                        case "yandex" -> FourClouds.yandex(name);
                        default -> FourClouds.fabric("App\\" + name);
                    };
            String owner = client.equals("across") ? "huawei" : client;
            boolean ensures = random.nextBoolean();
            jobs.add(ensures ? CopyJob.ensure(owner, request) : CopyJob.copy(owner, request));
            if (ensures && random.nextInt(4) == 0) {
                jobs.add(CopyJob.ensure(owner, request));
            }
        }
        return jobs;
    }

    private static void disturb(FourClouds clouds, Random random) {
        for (Simulator simulator : clouds.simulators()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                simulator.failNext(fault(random).skipping(random.nextInt(8)).times(1 + random.nextInt(5)));
            }
        }
    }

    private static Fault fault(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Fault.status(429);
            case 1 -> Fault.status(503);
            case 2 -> Fault.status(403);
            case 3 -> Fault.status(401);
            case 4 -> Fault.loseReply();
            case 5 -> Fault.resetReply();
            case 6 -> Fault.dropRequest();
            case 7 -> Fault.refuseConnection();
            default -> Fault.delayReply(Duration.ofSeconds(1 + random.nextInt(60)));
        };
    }

    private void start(FourClouds clouds, Random random, List<CopyJob> jobs) {
        outcomes.clear();
        BulkCopy.Builder bulk = clouds.bulk().onOutcome(outcomes::add);
        if (random.nextInt(3) == 0) {
            bulk.copyDeadline(Duration.ofSeconds(1 + random.nextInt(3000)));
        }
        if (random.nextInt(3) == 0) {
            bulk.stopAtFirstFailure();
        }
        BulkRun run = bulk.build().start(jobs.stream());
        clouds.time.advance(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 3_000 : 3_000_000)));
        switch (random.nextInt(3)) {
            case 0 -> clouds.restart(((MortalStore) clouds.store).kill());
            case 1 -> {
                run.cancel(RunningCopies.LEAVE);
                assertOneLineEach(clouds.time.runUntilDone(run.report()).join(), jobs.size());
                clouds.restart();
            }
            default -> {
                assertOneLineEach(clouds.time.runUntilDone(run.report()).join(), jobs.size());
                clouds.restart();
            }
        }
    }

    private void assertOneLineEach(CopyReport report, int jobs) {
        assertThat(outcomes).hasSize(jobs);
        assertThat(report.total()).isEqualTo(jobs);
        assertThat(report.lines().toList())
                .containsExactlyElementsOf(
                        outcomes.stream().map(ReportLines::line).toList());
        assertThat(outcomes)
                .filteredOn(outcome ->
                        outcome.status() == CopyStatus.AMBIGUOUS || outcome.status() == CopyStatus.LEFT_RUNNING)
                .allSatisfy(outcome ->
                        assertThat(outcome.resumeToken()).as("%s", outcome).isPresent());
    }
}
