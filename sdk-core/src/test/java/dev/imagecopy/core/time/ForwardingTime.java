package dev.imagecopy.core.time;

import java.time.Duration;
import java.time.Instant;

/** Another time source, of which a test changes something. */
public abstract class ForwardingTime implements TimeSource {
    private final TimeSource over;

    /** Closes the other one too. */
    protected ForwardingTime(TimeSource over) {
        this.over = over;
    }

    @Override
    public Instant now() {
        return over.now();
    }

    @Override
    public long nanoTime() {
        return over.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        over.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return over.schedule(delay, task);
    }

    @Override
    public void close() {
        over.close();
    }
}
