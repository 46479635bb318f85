package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A wait for what another call gets, such as credentials, with a limit that moves away while that call waits for its turn in the
 * client's own queue.
 */
final class PatientWait {
    private final TimeSource time;
    private final LongSupplier othersWaited;
    private final Runnable late;
    private long granted; // used by one run of the timer after another
    private volatile boolean over;
    private volatile TimeSource.Timer timer = () -> {};

    private PatientWait(TimeSource time, LongSupplier othersWaited, Runnable late) {
        this.time = time;
        this.othersWaited = othersWaited;
        this.late = late;
    }

    /**
     * Starts the timer of a wait that blocks nobody.
     *
     * @param othersWaited for how long the other call has waited for its turn since this wait began, in nanoseconds
     * @param late runs when the time is up
     */
    static PatientWait limit(TimeSource time, Duration timeLeft, LongSupplier othersWaited, Runnable late) {
        PatientWait wait = new PatientWait(time, othersWaited, late);
        wait.arm(timeLeft);
        return wait;
    }

    private void arm(Duration left) {
        timer = time.scheduleEnd(left, this::timeIsUp);
        if (over) {
            timer.cancel();
        }
    }

    private void timeIsUp() {
        long more = othersWaited.getAsLong() - granted;
        granted += Math.max(0, more);
        if (more <= 0 || !isArmed(Duration.ofNanos(more))) {
            late.run();
        }
    }

    /** A time source that fails ends the wait. */
    private boolean isArmed(Duration more) {
        try {
            arm(more);
            return true;
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The time source", e);
            return false;
        }
    }

    void cancel() {
        over = true;
        timer.cancel();
    }

    /**
     * Waits on the caller's thread.
     *
     * @throws TimeoutException if the time is up
     */
    static <V> V await(CompletableFuture<V> wanted, Duration timeLeft, LongSupplier othersWaited)
            throws InterruptedException, ExecutionException, TimeoutException {
        long granted = 0;
        long limit = timeLeft.toNanos();
        while (true) {
            try {
                return wanted.get(Math.max(0, limit), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                limit = othersWaited.getAsLong() - granted;
                if (limit <= 0) {
                    throw e;
                }
                granted += limit;
            }
        }
    }
}
