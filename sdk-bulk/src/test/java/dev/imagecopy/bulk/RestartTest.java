package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a run leaves, and what the next start makes of it. */
class RestartTest {

    @Test
    void run_whoseCopiesWereCancelled_isFinishedByALaterStart_howeverOftenThatHappens() {
        try (FourClouds clouds = new FourClouds()) {
            for (int start = 0; start < 3; start++) {
                BulkRun run = clouds.bulk()
                        .attempts(1)
                        .build()
                        .start(Stream.of(CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "golden"))));
                clouds.time.advance(Duration.ofMinutes(10));
                run.cancel(RunningCopies.CANCEL);
                CopyReport cancelled = clouds.time.runUntilDone(run.report()).join();
                assertThat(cancelled.count(CopyStatus.CANCELLED)).isEqualTo(1);
                clouds.restart();
            }
            CopyReport report = clouds.run(
                    clouds.bulk().attempts(1),
                    Stream.of(CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "golden"))));

            assertThat(report.isComplete()).isTrue();
            assertThat(clouds.ecs.copies()).hasSize(4);
        }
    }

    @Test
    void copy_thatIsQueuedInTheStore_waitsWhileTheServiceHasTooMany() {
        CopyRequest request = FourClouds.huaweiToRegion("golden");
        String key;
        try (FourClouds elsewhere = new FourClouds()) {
            key = elsewhere
                    .run(elsewhere.bulk(), Stream.of(CopyJob.copy("huawei", request)))
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*\"job\":\"([^\"]*)\".*", "$10001");
        }
        try (FourClouds clouds = new FourClouds()) {
            for (int i = 0; i < 5; i++) {
                clouds.huawei().copyImageToRegion(FourClouds.huaweiToRegion("others-" + i));
            }
            Copies<?> copies = clouds.huawei().copies();
            clouds.store
                    .save(StoredOperation.queued(
                            copies.key(key),
                            copies.write(request),
                            copies.target(request).region(),
                            copies.target(request).name(),
                            clouds.time.now()))
                    .join();
            CopyReport report = clouds.run(CopyJob.copy("huawei", request));

            assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
            assertThat(clouds.ims.copies()).hasSize(6);
        }
    }

    @Test
    void run_whenTheStoreIsFull_sendsNothingMore_andTheNextStartFinishes() {
        FullStore store = new FullStore();
        try (FourClouds clouds = new FourClouds(store)) {
            store.room = 7; // two lines a copy that is accepted
            CopyReport report = clouds.run(
                    clouds.bulk().limits(CopyLimits.standard().withInRegion("yandex-desktop", 2)), yandex(20));
            int sent = clouds.desktop.copies().size();

            assertThat(report.count(CopyStatus.NOT_STARTED)).isGreaterThan(10);
            assertThat(report.failures())
                    .isNotEmpty()
                    .allMatch(outcome -> outcome.cause().orElseThrow().type().equals("OperationStoreException"));
            assertThat(sent).isLessThan(8);

            store.room = Integer.MAX_VALUE;
            clouds.restart();
            assertThat(clouds.run(clouds.bulk(), yandex(20)).isComplete()).isTrue();
            clouds.desktop.assertNothingCopiedTwice();
            assertThat(clouds.desktop.copies()).hasSize(20);
        }
    }

    private static Stream<CopyJob> yandex(int count) {
        return IntStream.range(0, count).mapToObj(i -> CopyJob.copy("yandex", FourClouds.yandex("image-" + i)));
    }

    @Test
    void runs_ofTheSameJobsAtTheSameTime_makeEachCopyOnce() {
        try (FourClouds clouds = new FourClouds()) {
            BulkRun one = clouds.bulk().build().start(yandex(20));
            BulkRun other = clouds.bulk().build().start(yandex(20));

            assertThat(clouds.time.runUntilDone(one.report()).join().isComplete())
                    .isTrue();
            assertThat(clouds.time.runUntilDone(other.report()).join().isComplete())
                    .isTrue();
            assertThat(clouds.desktop.copies()).hasSize(20);
        }
    }

    @Test
    void cancel_whileTheStreamOfJobsBlocks_endsTheRunAllTheSame() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        try (FourClouds clouds = new FourClouds()) {
            BulkRun run = BulkCopy.builder()
                    .clients(clouds.clients())
                    .store(clouds.store)
                    .build()
                    .start(Stream.generate(() -> {
                        reading.countDown();
                        await(never);
                        throw new IllegalStateException("nobody reads this any more");
                    }));
            assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();
            CopyReport report = run.cancel(RunningCopies.LEAVE).get(1, TimeUnit.MINUTES);

            assertThat(report.total()).isZero();
        } finally {
            never.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A store with room for so many lines. */
    private static final class FullStore extends ForwardingOperationStore {
        int room;

        FullStore() {
            super(new InMemoryOperationStore());
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            return room-- > 0
                    ? super.save(operation)
                    : CompletableFuture.failedFuture(new IOException("no space left on device"));
        }
    }
}
