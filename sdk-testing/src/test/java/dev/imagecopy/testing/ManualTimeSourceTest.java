package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ManualTimeSourceTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final List<String> ran = new ArrayList<>();

    @Test
    void advance_movesBothClocks() {
        time.advance(Duration.ofMinutes(3));

        assertThat(time.now()).isEqualTo(ManualTimeSource.START.plusSeconds(180));
        assertThat(time.nanoTime()).isEqualTo(Duration.ofMinutes(3).toNanos());
    }

    @Test
    void advance_runsDueTasksInTimeOrderEachAtItsTime() {
        later(3, "c");
        later(1, "a");
        later(1, "b");
        later(9, "too late");

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("a@1", "b@1", "c@3");
        assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(time.pendingTasks()).isEqualTo(1);
        assertThat(time.nextTaskIn()).contains(Duration.ofSeconds(4));
    }

    @Test
    void advance_runsTasksThatTasksSchedule() {
        time.schedule(Duration.ofSeconds(1), () -> later(2, "second"));

        time.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("second@3");
    }

    @Test
    void sleepThrough_runsWhatFellDueInOrderButAllAtTheTimeOfWaking() {
        later(3, "b");
        later(1, "a");
        later(9, "not due yet");

        time.sleepThrough(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("a@5", "b@5");
        assertThat(time.now()).isEqualTo(ManualTimeSource.START.plusSeconds(5));
        assertThat(time.nextTaskIn()).contains(Duration.ofSeconds(4));
        assertThatThrownBy(() -> time.sleepThrough(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void advance_whenATaskThrows_runsTheOthersAndKeepsTheFailure() {
        IllegalStateException failure = new IllegalStateException("broken");
        time.schedule(Duration.ZERO, () -> {
            throw failure;
        });
        later(1, "a");

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("a@1");
        assertThat(time.taskFailures()).containsExactly(failure);
    }

    @Test
    void advance_whenATaskSleeps_doesNotGoBack() {
        time.schedule(Duration.ofSeconds(1), () -> time.advance(Duration.ofMinutes(1)));

        time.advance(Duration.ofSeconds(2));

        assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(61).toNanos());
    }

    @Test
    void advance_refusesToGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runUntilDone_stopsAtTheTaskThatCompletesTheFuture() {
        CompletableFuture<String> future = new CompletableFuture<>();
        time.schedule(Duration.ofSeconds(1), () -> time.schedule(Duration.ofHours(1), () -> future.complete("done")));
        time.schedule(Duration.ofHours(2), () -> {});

        assertThat(time.runUntilDone(future).join()).isEqualTo("done");
        assertThat(time.now()).isEqualTo(ManualTimeSource.START.plusSeconds(3601));
        assertThat(time.pendingTasks()).isEqualTo(1);
    }

    @Test
    void runUntilDone_whenAnotherThreadCompletesTheFuture_waitsForIt() {
        CompletableFuture<String> future = new CompletableFuture<>() {
            private int looks;

            @Override
            public boolean isDone() {
                if (++looks == 2) {
                    new Thread(() -> complete("done")).start();
                    return false;
                }
                return super.isDone();
            }
        };

        assertThat(time.runUntilDone(future).join()).isEqualTo("done");
    }

    @Test
    void runUntilDone_whenAnotherThreadSchedulesATask_runsIt() throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread other = new Thread(() -> time.schedule(Duration.ofHours(1), () -> future.complete("done")));
        other.start();

        assertThat(time.runUntilDone(future).join()).isEqualTo("done");
        other.join();
    }

    @Test
    void runUntilDone_whenNothingCompletesTheFutureOrATaskThrows_fails() {
        time.schedule(Duration.ofSeconds(1), () -> {});
        assertThatThrownBy(() -> time.runUntilDone(new CompletableFuture<>(), Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing that is pending");

        time.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> time.runUntilDone(new CompletableFuture<>()))
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void advanceToNextTask_stopsAtEachTask() {
        later(1, "a");
        later(2, "b");

        assertThat(time.advanceToNextTask()).isTrue();
        assertThat(ran).containsExactly("a@1");
        assertThat(time.advanceToNextTask()).isTrue();
        assertThat(time.advanceToNextTask()).isFalse();
        assertThat(ran).containsExactly("a@1", "b@2");
    }

    @Test
    void schedule_withoutDelay_waitsForAdvance() {
        later(0, "a");

        assertThat(ran).isEmpty();
        time.advance(Duration.ZERO);
        assertThat(ran).containsExactly("a@0");
    }

    @Test
    void schedule_forEver_staysPending() {
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));

        time.advance(Duration.ofDays(36_500));

        assertThat(ran).isEmpty();
        assertThat(time.pendingTasks()).isEqualTo(1);
    }

    @Test
    void cancel_keepsATaskFromRunning() {
        TimeSource.Timer timer = later(1, "a");
        timer.cancel();
        timer.cancel();

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
        assertThat(time.nextTaskIn()).isEmpty();
    }

    @Test
    void jumpWallClock_movesNowAlone() {
        later(1, "a");

        time.jumpWallClock(Duration.ofHours(-2));

        assertThat(time.now()).isEqualTo(ManualTimeSource.START.minusSeconds(7200));
        assertThat(time.nanoTime()).isZero();
        assertThat(ran).isEmpty();
    }

    @Test
    void sleep_recordsAdvancesAndRunsTasks() throws InterruptedException {
        later(2, "a");

        time.sleep(Duration.ofSeconds(2));
        time.sleep(Duration.ZERO);
        time.sleep(Duration.ofSeconds(-1));

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("a@2");
    }

    @Test
    void sleep_whenInterrupted_throwsAndClearsTheFlag() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(time.nanoTime()).isZero();
    }

    @Test
    void close_dropsTasksAndSleepsNoMore() throws InterruptedException {
        later(1, "a");
        time.close();
        later(1, "b");

        time.sleep(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(5));

        assertThat(ran).isEmpty();
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void awaitPendingTask_seesATaskOfAnotherThread() throws InterruptedException {
        CompletableFuture<TimeSource.Timer> scheduled = CompletableFuture.supplyAsync(() -> later(1, "a"));

        assertThat(time.awaitPendingTask(Duration.ofMinutes(1))).isTrue();
        scheduled.join().cancel();
        assertThat(time.awaitPendingTask(Duration.ofMillis(1))).isFalse();
    }

    private TimeSource.Timer later(int seconds, String name) {
        return time.schedule(
                Duration.ofSeconds(seconds),
                () -> ran.add(name + "@" + Duration.ofNanos(time.nanoTime()).toSeconds()));
    }
}
