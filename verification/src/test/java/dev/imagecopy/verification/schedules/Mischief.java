package dev.imagecopy.verification.schedules;

import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What code that is not the engine's does wrong in one run: interceptors, signers, sources of credentials, parsers, listeners,
 * transports. Whenever the engine calls such code, it may throw, an {@link Error} too, take its time, or close the client.
 * Drawn from a generator of its own, so that a run without mischief draws what it always drew.
 */
final class Mischief {
    /** More would leave a run that does nothing else. */
    private static final int MOST = 12;

    private final ManualTimeSource time;
    private final RandomGenerator random;
    private final int permille;
    private Runnable closing = () -> {};
    private int done;
    private boolean over;

    Mischief(ManualTimeSource time, RandomGenerator random, int permille) {
        this.time = time;
        this.random = random;
        this.permille = permille;
    }

    /** Nothing goes wrong. */
    static Mischief none() {
        return new Mischief(new ManualTimeSource(), () -> 0, 0);
    }

    /** Says how the client is closed. */
    void closing(Runnable how) {
        closing = how;
    }

    /** From now on nothing goes wrong any more. */
    void end() {
        over = true;
    }

    /** Whether there is any in this run. */
    boolean isAbroad() {
        return permille > 0 && !over;
    }

    /** Draws whether something of this likelihood happens; never in a run without mischief. */
    boolean happens(int percent) {
        return isAbroad() && random.nextInt(100) < percent;
    }

    RandomGenerator random() {
        return random;
    }

    /** To be called by code that the engine calls. */
    void at(String place) {
        if (!isAbroad() || done >= MOST || random.nextInt(1000) >= permille) {
            return;
        }
        done++;
        switch (random.nextInt(6)) {
            case 0 -> throw new IllegalStateException("mischief of the " + place);
            case 1 -> throw new StackOverflowError("mischief of the " + place);
            case 2 -> throw new NoClassDefFoundError("mischief of the " + place);
            case 3 -> closing.run();
            default -> time.advance(Duration.ofMillis(random.nextInt(20_000)));
        }
    }
}
