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
 * @param port the port to listen on; 0 for a free one
 * @param isTls whether to use https, with a new certificate; see {@link Simulator#trustManager()}
 * @param time the clock, which the simulator does not close; null for the system's
 */
public record StartOptions(int port, boolean isTls, @Nullable TimeSource time) {
    private static final StartOptions DEFAULTS = new StartOptions(0, false, null);

    /** Validates the port. */
    public StartOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
    }

    /**
     * Returns options for a free port, plain HTTP and the system's clock.
     *
     * @return the options that {@code start()} uses
     */
    public static StartOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy with another port.
     *
     * @param chosen the port; 0 for a free one
     * @return the changed copy
     */
    public StartOptions port(int chosen) {
        return new StartOptions(chosen, isTls, time);
    }

    /**
     * Returns a copy that uses https, with a certificate that is created at the start.
     *
     * @return the changed copy
     */
    public StartOptions tls() {
        return new StartOptions(port, true, time);
    }

    /**
     * Returns a copy with another clock.
     *
     * @param clock the clock; not closed by the simulator
     * @return the changed copy
     */
    public StartOptions time(TimeSource clock) {
        return new StartOptions(port, isTls, Objects.requireNonNull(clock, "clock"));
    }
}
