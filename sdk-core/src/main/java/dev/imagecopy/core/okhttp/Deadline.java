package dev.imagecopy.core.okhttp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/** Runs an action unless it is stopped in time. Okio measures the time, with one thread for all deadlines of the process. */
final class Deadline extends AsyncTimeout {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Runnable action;

    /** @param action runs on the thread that all of Okio shares, so it must neither block nor call application code */
    Deadline(Runnable action) {
        this.action = action;
    }

    void start(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        timeout(bounded.toNanos(), TimeUnit.NANOSECONDS);
        enter();
    }

    /** Returns whether it came too late: then the action runs, or is about to, on Okio's thread. */
    boolean stop() {
        return exit();
    }

    @Override
    protected void timedOut() {
        action.run();
    }
}
