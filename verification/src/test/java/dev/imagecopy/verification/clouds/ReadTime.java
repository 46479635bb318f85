package dev.imagecopy.verification.clouds;

import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;

/** A manual clock of which one reading has an effect, such as a failure. */
public final class ReadTime extends ForwardingTimeSource {
    private final Runnable effect;
    private int left;

    /** @param reading the number of the reading, from 1 */
    public ReadTime(ManualTimeSource manual, int reading, Runnable effect) {
        super(manual);
        this.left = reading;
        this.effect = effect;
    }

    private void read() {
        boolean now;
        synchronized (this) {
            now = --left == 0;
        }
        if (now) {
            effect.run();
        }
    }

    /** Whether the reading has taken place. */
    public synchronized boolean isOver() {
        return left <= 0;
    }

    @Override
    public Instant now() {
        read();
        return super.now();
    }

    @Override
    public long nanoTime() {
        read();
        return super.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        read();
        super.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        read();
        return super.schedule(delay, task);
    }
}
