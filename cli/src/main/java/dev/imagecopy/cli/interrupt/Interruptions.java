package dev.imagecopy.cli.interrupt;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.output.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Catches Ctrl-C (INT) and the TERM of pipelines while copies run. The first signal calls the listener, on a thread of its own;
 * the second ends the process at once. Where signals cannot be caught, both end the process, whose store is safe at any time.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class Interruptions implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private final Runnable first;
    private final Runnable further;
    private final AtomicInteger signals = new AtomicInteger();
    private final List<Object> replaced = new ArrayList<>();

    private Interruptions(Runnable first, Runnable further) {
        this.first = first;
        this.further = further;
    }

    /**
     * Catches signals until the result is closed.
     *
     * @param first what to do at the first signal; must not block for long
     */
    public static Interruptions listen(Runnable first) {
        Interruptions interruptions =
                new Interruptions(first, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code()));
        for (String name : NAMES) {
            interruptions.replaced.add(Signals.register(name, interruptions::signal));
        }
        return interruptions;
    }

    /** For tests, which send no signals. */
    static Interruptions unregistered(Runnable first, Runnable further) {
        return new Interruptions(requireNonNull(first, "first"), requireNonNull(further, "further"));
    }

    /** Returns whether there was a signal. */
    public boolean happened() {
        return signals.get() > 0;
    }

    void signal() {
        if (signals.incrementAndGet() == 1) {
            first.run();
        } else {
            further.run();
        }
    }

    /** Leaves signals to the handlers that were there before. */
    @Override
    public void close() {
        for (int i = 0; i < replaced.size(); i++) {
            Object handler = replaced.get(i);
            if (handler == null) {
                Signals.registerDefault(NAMES.get(i));
            } else {
                Signals.unregister(NAMES.get(i), handler);
            }
        }
        replaced.clear();
    }
}
