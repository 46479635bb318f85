package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A time source that hands everything on to another one. A test overrides what it wants to be different: a clock that is off, a
 * pause that fails. Work and the ends of waits are scheduled through {@link #schedule}, so that overriding it reaches all timers.
 *
 * <p>Thread safety: that of the other time source.
 */
public abstract class ForwardingTimeSource implements TimeSource {
    private final TimeSource target;

    /**
     * Creates a time source over another one.
     *
     * @param target the other one, which is closed with this one
     */
    protected ForwardingTimeSource(TimeSource target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    @Override
    public Instant now() {
        return target.now();
    }

    @Override
    public long nanoTime() {
        return target.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        target.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return target.schedule(delay, task);
    }

    @Override
    public boolean movesByItself() {
        return target.movesByItself();
    }

    @Override
    public void close() {
        target.close();
    }
}
