package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Limits that move away while another call waits for its turn. */
class PatientWaitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ManualTimeSource time = new ManualTimeSource();
    private final AtomicInteger late = new AtomicInteger();

    @Test
    void limit_whenTheOtherCallWaitsTwice_movesByBothWaits() {
        AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
        PatientWait.limit(time, LIMIT, () -> waited.get().toNanos(), late::incrementAndGet);

        waited.set(Duration.ofSeconds(3));
        time.advance(LIMIT);
        waited.set(Duration.ofSeconds(8));
        time.advance(Duration.ofSeconds(3));
        time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(late).hasValue(0);
        time.advance(Duration.ofNanos(1));

        assertThat(late).hasValue(1);
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void cancel_leavesNoTimer() {
        PatientWait.limit(time, LIMIT, () -> 0, late::incrementAndGet).cancel();

        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void cancel_whileTheLimitIsMoved_leavesNoTimer() {
        AtomicReference<PatientWait> wait = new AtomicReference<>();
        wait.set(PatientWait.limit(
                time,
                LIMIT,
                () -> {
                    wait.get().cancel();
                    return Duration.ofSeconds(1).toNanos();
                },
                late::incrementAndGet));

        time.advance(LIMIT);

        assertThat(time.pendingTasks()).isZero();
        assertThat(late).hasValue(0);
    }

    @Test
    void limit_whenTheTimeSourceFailsToMoveIt_isUp() {
        List<String> log = CapturedLog.of(() -> {
            PatientWait.limit(new Once(time), LIMIT, () -> Duration.ofSeconds(1).toNanos(), late::incrementAndGet);
            time.advance(LIMIT);
        });

        assertThat(log).anyMatch(line -> line.contains("time source"));
        assertThat(late).hasValue(1);
    }

    /** Sets one timer only. */
    private static final class Once extends ForwardingTimeSource {
        private boolean used;

        Once(ManualTimeSource manual) {
            super(manual);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            if (used) {
                throw new IllegalStateException("no more timers");
            }
            used = true;
            return super.schedule(delay, task);
        }
    }

    @Test
    void await_whenTheOtherCallHasNotWaitedSince_endsAtItsLimit() {
        LongSupplier waits = readings(5, 12, 12);

        assertThatThrownBy(() -> PatientWait.await(new CompletableFuture<>(), Duration.ZERO, waits))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(waits::getAsLong).as("each wait is granted once").isInstanceOf(AssertionError.class);
    }

    @Test
    void await_whatIsThere_asksForNoMoreTime() throws Exception {
        assertThat(PatientWait.await(CompletableFuture.completedFuture("x"), Duration.ZERO, readings()))
                .isEqualTo("x");
    }

    /** These numbers of nanoseconds, one after another. */
    private static LongSupplier readings(long... nanos) {
        ArrayDeque<Long> left = new ArrayDeque<>();
        for (long reading : nanos) {
            left.add(reading);
        }
        return () -> {
            if (left.isEmpty()) {
                throw new AssertionError("asked once more");
            }
            return left.remove();
        };
    }
}
