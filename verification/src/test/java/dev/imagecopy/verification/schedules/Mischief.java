package dev.imagecopy.verification.schedules;

import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Makes the code around the engine misbehave: interceptors, signers, credentials providers, parsers, listeners, transports.
 * Whenever the engine calls such code, it may throw an exception or an {@link Error}, take a long time, or close the client.
 * Uses its own random generator, so that a run without mischief makes the same choices as before.
 */
final class Mischief {
    /** With more, a run would do nothing else. */
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

    /** Sets how the client is closed. */
    void closing(Runnable how) {
        closing = how;
    }

    /** Stops all mischief. */
    void end() {
        over = true;
    }

    /** Whether code still misbehaves in this run. */
    boolean isAbroad() {
        return permille > 0 && !over;
    }

    /** Decides at random whether something happens; never in a run without mischief. */
    boolean happens(int percent) {
        return isAbroad() && random.nextInt(100) < percent;
    }

    RandomGenerator random() {
        return random;
    }

    /** Called by code that the engine calls. */
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
