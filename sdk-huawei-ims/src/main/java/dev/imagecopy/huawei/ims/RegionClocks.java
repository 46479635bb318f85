package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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

    /**
     * Learns a region's time from a response that just arrived, unless it was slow.
     *
     * @param askedAt the monotonic clock before the call
     */
    void read(String region, Optional<Instant> serviceNow, long askedAt, TimeSource time) {
        readings.put(region, new Reading(ServiceTime.ofPrompt(serviceNow, askedAt, time), time.nanoTime()));
    }

    /**
     * Notes the time of the destination's region in a copy that is about to be stored.
     *
     * @param copy the copy
     * @param time our clocks
     * @param list lists images in that region, which reads its clock; called if that was not done lately
     * @return a future that does not fail
     */
    CompletableFuture<@Nullable Void> noteIn(
            OperationHandle copy, TimeSource time, Supplier<? extends CompletableFuture<?>> list) {
        String region = Destination.of(copy).region();
        return isKnown(region, time)
                ? CompletableFuture.completedFuture(note(region, copy, time))
                : list.get().handle((listed, thrown) -> {
                    if (thrown != null) { // whoever may copy need not have permission to list: do not ask for each copy
                        read(region, Optional.empty(), time.nanoTime(), time);
                    }
                    return note(region, copy, time);
                });
    }

    private boolean isKnown(String region, TimeSource time) {
        Reading known = readings.get(region);
        return known != null && known.age(time).compareTo(FRESH) < 0;
    }

    private @Nullable Void note(String region, OperationHandle copy, TimeSource time) {
        Reading known = readings.get(region);
        if (known != null && known.serviceTime().isPresent()) {
            ServiceTime.isSentAfter(known.serviceTime().get().plus(known.age(time)), copy);
        }
        return null;
    }
}
