package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Simulator} listens. Immutable: every method returns a changed copy.
 *
 * <pre>{@code
 * HuaweiImsSimulator service = HuaweiImsSimulator.start(StartOptions.defaults().port(8601).tls());
 * }</pre>
 *
 * @param port the port of this machine; 0 for a free one
 * @param isTls whether it speaks https, with a certificate made for it; see {@link Simulator#trustManager()}
 * @param time its clock, which is the caller's to close; null for the system's
 */
public record StartOptions(int port, boolean isTls, @Nullable TimeSource time) {
    private static final StartOptions DEFAULTS = new StartOptions(0, false, null);

    /** Checks the port. */
    public StartOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
    }

    /**
     * Listens on a free port, over plain HTTP, by the system's clock.
     *
     * @return the options that {@code start()} uses
     */
    public static StartOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Listens on a chosen port.
     *
     * @param chosen the port; 0 for a free one
     * @return the changed copy
     */
    public StartOptions port(int chosen) {
        return new StartOptions(chosen, isTls, time);
    }

    /**
     * Speaks https, with a certificate that is made at the start.
     *
     * @return the changed copy
     */
    public StartOptions tls() {
        return new StartOptions(port, true, time);
    }

    /**
     * Goes by another clock.
     *
     * @param clock the clock; not closed by the simulator
     * @return the changed copy
     */
    public StartOptions time(TimeSource clock) {
        return new StartOptions(port, isTls, Objects.requireNonNull(clock, "clock"));
    }
}
