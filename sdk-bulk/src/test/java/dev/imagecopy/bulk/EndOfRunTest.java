package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ForwardingOperationStore;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ends a run or a job does not take its report with it, nor begin another copy. */
class EndOfRunTest {
    private static final String SHANGHAI = "cn-shanghai";

    @Test
    void stream_whoseCloseThrows_losesNeitherTheReportNorTheThreads() throws InterruptedException {
        for (Throwable thrown : List.of(new IllegalStateException("close"), new AssertionError("close"))) {
            try (FourClouds clouds = new FourClouds()) {
                Stream<CopyJob> jobs = Stream.of(CopyJob.copy("huawei", FourClouds.huawei("golden")))
                        .onClose(() -> {
                            sneak(thrown);
                        });
                Set<Thread> before = Thread.getAllStackTraces().keySet();
                CompletableFuture<CopyReport> report = BulkCopy.builder()
                        .clients(clouds.clients())
                        .store(clouds.store)
                        .timeSource(clouds.time)
                        .build()
                        .start(jobs)
                        .report();

                assertThat(clouds.time.runUntilDone(report).join().total()).isEqualTo(1);
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (!before.contains(thread) && thread.getName().startsWith("image-copy-bulk-")) {
                        thread.join(4_000); // an open pool keeps its threads for longer
                        assertThat(thread.isAlive()).isFalse();
                    }
                }
            }
        }
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @Test
    void ensure_withOneAttempt_whoseResumedCopyFails_copiesNoSecondTime() {
        try (FourClouds clouds = new FourClouds()) {
            CopyJob job = CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "golden"));
            runAndStop(clouds, job, RunningCopies.CANCEL);
            clouds.ecs.script(Timeline.lasting(Duration.ofMinutes(30)).failing("Internal", "broken"));
            runAndStop(clouds, job, RunningCopies.LEAVE);
            int arrived = clouds.ecs.copies().size();
            List<CopyOutcome> outcomes = new ArrayList<>();
            clouds.run(clouds.bulk().attempts(1).onOutcome(outcomes::add), Stream.of(job));

            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
                assertThat(outcome.attempts()).isEqualTo(1);
            });
            assertThat(clouds.ecs.copies()).hasSize(arrived);
        }
    }

    private static void runAndStop(FourClouds clouds, CopyJob job, RunningCopies copies) {
        BulkRun run = clouds.bulk().attempts(1).build().start(Stream.of(job));
        clouds.time.advance(Duration.ofMinutes(3));
        run.cancel(copies);
        clouds.time.runUntilDone(run.report()).join();
        clouds.restart();
    }

    @Test
    void ensure_whoseSecondLookIsThrottled_spendsNoAttempt() {
        try (FourClouds clouds = new FourClouds()) {
            clouds.ecs.addImage(SHANGHAI, "m-left", "golden");
            clouds.ecs.setImageStatus(SHANGHAI, "m-left", "CreateFailed");
            clouds.ecs.failNext(
                    Fault.status(429).on("describeImages").skipping(1).times(4));
            List<CopyOutcome> outcomes = new ArrayList<>();
            clouds.run(
                    clouds.bulk().onOutcome(outcomes::add),
                    Stream.of(CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "golden"))));

            clouds.ecs.assertArrivals("copyImage", 2);
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.LEFTOVER);
                assertThat(outcome.attempts()).isEqualTo(1);
            });
        }
    }

    @Test
    void ensure_whenTheStoreThrowsInsteadOfKeepingWhatWasFound_isDone() {
        try (FourClouds clouds = new FourClouds(new ThrowingStore())) {
            clouds.ecs.addImage(SHANGHAI, "m-there", "golden");
            CopyReport report = clouds.run(CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "golden")));

            assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
        }
    }

    @Test
    void job_withMoreAttemptsThanThereAreKeys_fails() {
        OldStore store = new OldStore();
        try (FourClouds clouds = new FourClouds(store)) {
            store.request = clouds.alibaba().copies().write(FourClouds.alibaba(SHANGHAI, "golden"));
            CopyReport report = clouds.run(
                    clouds.bulk().attempts(100_000),
                    Stream.of(
                            CopyJob.copy("ali", FourClouds.alibaba(SHANGHAI, "golden")),
                            CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "other"))));

            assertThat(report.failures()).hasSize(2).allSatisfy(outcome -> assertThat(
                            outcome.cause().orElseThrow().message())
                    .contains("65535", "another name"));
            assertThat(clouds.ecs.copies()).isEmpty();
        }
    }

    /** A store in which every attempt of every job has failed. */
    private static final class OldStore extends ForwardingOperationStore {
        private StoredRequest request = new StoredRequest("", "");

        OldStore() {
            super(new InMemoryOperationStore());
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            StoredOutcome cancelled =
                    new StoredOutcome(OperationState.CANCELLED, "", "", Evidence.ANSWERED, Optional.empty(), true);
            return CompletableFuture.completedFuture(
                    Optional.of(StoredOperation.queued(key, request, SHANGHAI, "golden", Instant.EPOCH)
                            .ended(cancelled, Instant.EPOCH)));
        }
    }

    /** A store that does not keep what has succeeded. */
    private static final class ThrowingStore extends ForwardingOperationStore {
        ThrowingStore() {
            super(new InMemoryOperationStore());
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            if (operation
                    .outcome()
                    .filter(end -> end.state() == OperationState.SUCCEEDED)
                    .isPresent()) {
                throw new IllegalStateException("the store is away");
            }
            return super.save(operation);
        }
    }
}
