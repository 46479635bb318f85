package dev.imagecopy.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.testing.NoLeaks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SystemTimeSourceTest {
    @Test
    void clocks_tellTheSystemsTime() {
        try (TimeSource time = TimeSource.system()) {
            Instant before = Instant.now();
            Instant now = time.now();
            assertThat(now).isBetween(before, Instant.now());
            long nanos = System.nanoTime();
            long nanosNow = time.nanoTime();
            assertThat(nanosNow - nanos).isBetween(0L, System.nanoTime() - nanos);
        }
    }

    @Tag("FAULT-92")
    @Test
    void saturatedNanos_whateverTheDuration_staysInRange() {
        long century = TimeUnit.DAYS.toNanos(36_500);
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

        assertThat(TimeSource.saturatedNanos(longest)).isEqualTo(century);
        assertThat(TimeSource.saturatedNanos(Duration.ofSeconds(Long.MIN_VALUE)))
                .isEqualTo(-century);
        assertThat(TimeSource.saturatedNanos(Duration.ofDays(36_500).minusNanos(1)))
                .isEqualTo(century - 1);
        assertThat(TimeSource.saturatedNanos(Duration.ofNanos(-7))).isEqualTo(-7);
        assertThat(TimeSource.saturatedNanos(Duration.ZERO)).isZero();
    }

    @Tag("FAULT-94")
    @Test
    void scheduleWork_whenWorkBlocks_holdsUpNoOtherAndNoTask() throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(2);
        try (TimeSource time = TimeSource.system()) {
            for (int i = 0; i < 20; i++) {
                time.scheduleWork(Duration.ZERO, () -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            time.scheduleWork(Duration.ofMillis(5), others::countDown);
            time.schedule(Duration.ofMillis(5), others::countDown);

            assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
            time.scheduleWork(Duration.ofHours(1), others::countDown).cancel();
            release.countDown();
        }
        leaks.close();
    }

    @Test
    void scheduleEnd_whenWorkBlocksOnEveryThread_runsAllTheSame() throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(100);
        try (TimeSource time = TimeSource.system()) {
            for (int i = 0; i < 100; i++) {
                time.scheduleWork(Duration.ZERO, () -> awaitUninterrupted(release));
                time.scheduleEnd(Duration.ofMillis(5), ended::countDown);
            }

            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            time.scheduleEnd(Duration.ofHours(1), ended::countDown).cancel();
            release.countDown();
        }
        leaks.close();
    }

    @Test
    void workers_beyondTheMost_letWorkWaitAndThenRunIt() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(10);
        CompletableFuture<String> name = new CompletableFuture<>();
        Workers workers = new Workers("test-work-", 2);
        try (workers) {
            for (int i = 0; i < 10; i++) {
                workers.execute(() -> {
                    name.complete(Thread.currentThread().getName());
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ran.countDown();
                });
            }
            assertThat(name.join()).startsWith("test-work-");
            assertThat(ran.getCount()).isEqualTo(10);
            release.countDown();
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void workers_whenAllAreBlocked_growUpToTheSecondLimit() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(20);
        CountDownLatch ran = new CountDownLatch(30);
        Workers workers = new Workers("test-work-", 2, 20);
        try (workers) {
            for (int i = 0; i < 30; i++) {
                workers.execute(() -> {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ran.countDown();
                });
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ran.getCount()).isEqualTo(30);
            release.countDown();
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void scheduleWork_whenHundredsOfTasksBlock_runsOthers() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(2);
        try (TimeSource time = TimeSource.system()) {
            for (int i = 0; i < 300; i++) {
                time.scheduleWork(Duration.ZERO, () -> awaitQuietly(release));
                time.scheduleEnd(Duration.ZERO, () -> awaitQuietly(release));
            }

            time.scheduleWork(Duration.ofMillis(1), ran::countDown);
            time.scheduleEnd(Duration.ofMillis(1), ran::countDown);

            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void schedule_runsTasksInTheOrderOfTheirTimesOnADaemonThread() throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        try (TimeSource time = TimeSource.system()) {
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch done = new CountDownLatch(3);
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            // Far enough behind "soon" that a pause of this thread between the two cannot turn them round.
            time.schedule(Duration.ofMillis(600), () -> {
                ran.add("later");
                done.countDown();
            });
            time.schedule(Duration.ofMillis(-5), () -> {
                ran.add("overdue");
                thread.complete(Thread.currentThread());
                done.countDown();
                throw new IllegalStateException("does not end the timer");
            });
            time.schedule(Duration.ofMillis(15), () -> {
                ran.add("soon");
                done.countDown();
            });

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).containsExactly("overdue", "soon", "later");
            assertThat(thread.join().isDaemon()).isTrue();
            assertThat(thread.join().getName()).isEqualTo("image-copy-timer");
        }
        leaks.close();
    }

    @Test
    void schedule_whenCancelled_neverRuns() throws InterruptedException {
        try (TimeSource time = TimeSource.system()) {
            CountDownLatch ran = new CountDownLatch(1);
            CountDownLatch after = new CountDownLatch(1);
            CountDownLatch cancelled = new CountDownLatch(1);
            time.schedule(
                    Duration.ZERO, () -> awaitUninterrupted(cancelled)); // the timer's one thread does nothing else
            TimeSource.Timer timer = time.schedule(Duration.ofMillis(5), ran::countDown);
            timer.cancel();
            timer.cancel();
            time.schedule(Duration.ofMillis(20), after::countDown);
            cancelled.countDown();

            assertThat(after.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ran.getCount()).isEqualTo(1);
        }
    }

    @Test
    void sleep_lastsAtLeastAsLongAsAsked() throws InterruptedException {
        try (TimeSource time = TimeSource.system()) {
            long before = System.nanoTime();
            time.sleep(Duration.ofMillis(20));
            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
            time.sleep(Duration.ofSeconds(-20));
            time.sleep(Duration.ZERO);
        }
    }

    @Test
    void sleep_whenInterrupted_throws() {
        try (TimeSource time = TimeSource.system()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(20))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void close_wakesSleepersDropsTasksAndStopsTheThread() throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        TimeSource time = TimeSource.system();
        CountDownLatch ran = new CountDownLatch(1);
        time.schedule(Duration.ofDays(40_000_000), ran::countDown);
        time.schedule(Duration.ofMinutes(1), ran::countDown);
        CompletableFuture<Void> sleeper = CompletableFuture.runAsync(() -> {
            try {
                time.sleep(Duration.ofSeconds(Long.MAX_VALUE));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        time.close();
        time.close();

        assertThat(sleeper).succeedsWithin(Duration.ofMinutes(1));
        time.schedule(Duration.ZERO, ran::countDown).cancel();
        time.sleep(Duration.ofDays(1)); // returns at once
        leaks.close();
        assertThat(ran.getCount()).isEqualTo(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
