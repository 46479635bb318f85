package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of the regions that copies go to. A copy that is stored before its first byte needs the region's time: if the process
 * ends, another one recognizes the image by its name only if it began after that. One list in a while shows it. Thread-safe.
 */
final class RegionClocks {
    /** How long the monotonic clock stands in for the region's. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Reading(Optional<Instant> serviceTime, long readAt) {
        Duration age(TimeSource time) {
            return Duration.ofNanos(time.nanoTime() - readAt);
        }
    }

    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /** Learns a region's time from a response that just arrived. */
    void read(String region, Optional<Instant> serviceNow, TimeSource time) {
        readings.put(region, new Reading(serviceNow, time.nanoTime()));
    }

    /** Notes the time of the destination's region in a copy that is about to be stored. Never fails. */
    CompletableFuture<@Nullable Void> noteIn(OperationHandle copy, CallFlow flow) {
        String region = Destination.of(copy).region();
        return read(region, copy, flow).thenApply(unused -> {
            Reading reading = readings.get(region);
            if (reading != null && reading.serviceTime().isPresent()) {
                ServiceTime.isSentAfter(reading.serviceTime().get().plus(reading.age(flow.time())), copy);
            }
            return null;
        });
    }

    private CompletableFuture<@Nullable Void> read(String region, OperationHandle copy, CallFlow flow) {
        Reading known = readings.get(region);
        if (known != null && known.age(flow.time()).compareTo(FRESH) < 0) {
            return CompletableFuture.completedFuture(null);
        }
        // Whoever may copy need not have permission to list, so a list that fails is not asked again for a while
        // either.
        return TargetSearch.find(flow, copy, this).handle((listed, thrown) -> {
            if (thrown != null) {
                read(region, Optional.empty(), flow.time());
            }
            return null;
        });
    }
}
