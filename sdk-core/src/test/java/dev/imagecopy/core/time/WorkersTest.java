package dev.imagecopy.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool in a system that has no threads to spare. */
@Timeout(120)
class WorkersTest {
    private static Runnable blocked(CountDownLatch begun, CountDownLatch until) {
        return () -> {
            begun.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void execute_whenNoThreadCanBeStarted_failsAndRunsNothingLater() throws InterruptedException {
        ScarceThreads system = new ScarceThreads(0);
        Semaphore ran = new Semaphore(0);
        try (Workers workers = new Workers("test-", 2, 2, system)) {
            assertThatThrownBy(() -> workers.execute(ran::release)).isInstanceOf(OutOfMemoryError.class);

            system.spare(1);
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            workers.execute(() -> next.complete(true));

            assertThat(next.join()).isTrue();
            assertThat(ran.tryAcquire(0, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void execute_whenNoFurtherThreadCanBeStarted_waitsForOneThatThereIs() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Workers workers = new Workers("test-", 4, 4, new ScarceThreads(1))) {
            workers.execute(blocked(begun, release));
            begun.await();
            CompletableFuture<Boolean> waiting = new CompletableFuture<>();

            workers.execute(() -> waiting.complete(true));
            assertThat(waiting).isNotDone();
            release.countDown();

            assertThat(waiting.join()).isTrue();
        }
    }

    @Test
    void execute_whenNoThreadCanBeStartedToRelieveBlockedOnes_waitsAndTriesAgainWithTheNext()
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ScarceThreads system = new ScarceThreads(1);
        try (Workers workers = new Workers("test-", 1, 4, system)) {
            workers.execute(blocked(begun, release));
            begun.await();
            CountDownLatch waiting = new CountDownLatch(2);

            workers.execute(waiting::countDown);
            assertThat(system.refused()).isEqualTo(1);
            system.spare(4);
            workers.execute(waiting::countDown);

            waiting.await(); // on more threads, since the first one is still blocked
            release.countDown();
        }
    }

    /** The work that a new thread was to take is not lost when that thread cannot be started. */
    @Test
    void execute_whenThePoolCannotGrow_keepsWhatWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ScarceThreads system = new ScarceThreads(2); // the first worker, and the one that relieves it
        try (Workers workers = new Workers("test-", 1, 4, system)) {
            workers.execute(blocked(begun, release));
            begun.await();
            CompletableFuture<Boolean> waiting = new CompletableFuture<>();
            workers.execute(() -> waiting.complete(true));
            while (system.refused() == 0) {
                Thread.onSpinWait();
            }

            release.countDown();

            assertThat(waiting.join()).isTrue();
        }
    }

    @Test
    void close_whenNoThreadCanBeStartedForIt_interruptsAtOnce() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Workers workers = new Workers("test-", 1, 1, new ScarceThreads(1));
        workers.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        begun.await();

        workers.close();

        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void timer_whenNoThreadCanTakeItsWork_handsItOverOnceThereIsOne() {
        ScarceThreads system = new ScarceThreads(1); // the timer's own
        try (SystemTimeSource time = new SystemTimeSource(system)) {
            CompletableFuture<Boolean> work = new CompletableFuture<>();
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            time.scheduleWork(Duration.ZERO, () -> work.complete(true));
            time.scheduleEnd(Duration.ZERO, () -> end.complete(true));
            while (system.refused() < 2) {
                Thread.onSpinWait();
            }

            system.spare(2);

            assertThat(work.join()).isTrue();
            assertThat(end.join()).isTrue();
        }
    }

    @Test
    void timer_thatCannotBeStarted_saysSoAndIsStartedByTheNext() {
        ScarceThreads system = new ScarceThreads(0);
        try (SystemTimeSource time = new SystemTimeSource(system)) {
            CompletableFuture<Boolean> never = new CompletableFuture<>();
            assertThatThrownBy(() -> time.schedule(Duration.ZERO, () -> never.complete(true)))
                    .isInstanceOf(OutOfMemoryError.class);

            system.spare(1);
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            time.schedule(Duration.ofMillis(1), () -> next.complete(true));

            assertThat(next.join()).isTrue();
            assertThat(never).isNotDone();
        }
    }
}
