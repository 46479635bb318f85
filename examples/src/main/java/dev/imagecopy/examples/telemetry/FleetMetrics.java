package dev.imagecopy.examples.telemetry;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of a fleet as gauges: copies by state and outcome, the age of the oldest that waits, and the lag, which grows when there
 * are too few workers. The database is asked at most every ten seconds.
 */
public final class FleetMetrics implements MeterBinder {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Supplier<FleetStatus> fleet;
    private FleetStatus latest; // guarded by this
    private long askedAt; // guarded by this

    /**
     * Creates the gauges of a fleet, and asks it once.
     *
     * @param fleet the fleet
     */
    public FleetMetrics(Fleet fleet) {
        this(fleet::status);
    }

    FleetMetrics(Supplier<FleetStatus> fleet) {
        this.fleet = fleet;
        this.latest = fleet.get();
        this.askedAt = System.nanoTime();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        state(registry, "waiting", FleetStatus::waiting);
        state(registry, "ready", FleetStatus::ready);
        state(registry, "sending", FleetStatus::sending);
        state(registry, "running", FleetStatus::running);
        state(registry, "set_aside", FleetStatus::setAside);
        for (CopyStatus status : CopyStatus.values()) {
            if (status != CopyStatus.LEFT_RUNNING && status != CopyStatus.NOT_STARTED) {
                Gauge.builder("imagecopy.fleet.ended", this, metrics -> metrics.status()
                                .ended(status))
                        .tag("outcome", status.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        time(registry, "imagecopy.fleet.oldest", FleetStatus::oldestWaiting);
        time(registry, "imagecopy.fleet.lag", FleetStatus::lag);
    }

    private void state(MeterRegistry registry, String state, ToDoubleFunction<FleetStatus> number) {
        Gauge.builder("imagecopy.fleet.copies", this, metrics -> number.applyAsDouble(metrics.status()))
                .tag("state", state)
                .register(registry);
    }

    private void time(MeterRegistry registry, String name, Function<FleetStatus, Duration> time) {
        TimeGauge.builder(name, this, TimeUnit.MILLISECONDS, metrics -> time.apply(metrics.status())
                        .toMillis())
                .register(registry);
    }

    private synchronized FleetStatus status() {
        if (System.nanoTime() - askedAt > KEPT.toNanos()) {
            latest = fleet.get();
            askedAt = System.nanoTime();
        }
        return latest;
    }
}
