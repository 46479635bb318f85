package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** How long a region is not asked again that did not tell its time, or told it too slowly. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private record Reading(Optional<Instant> serviceTime, long readAt) {
        Duration age(TimeSource time) {
            return Duration.ofNanos(time.nanoTime() - readAt);
        }

        Duration holdsFor() {
            return serviceTime.isPresent() ? FRESH : SILENT;
        }
    }

    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /**
     * Learns a region's time from a response that just arrived, unless it was slow.
     *
     * @param askedAt the monotonic clock before the call
     */
    void read(String region, Optional<Instant> serviceNow, long askedAt, TimeSource time) {
        Optional<Instant> prompt = ServiceTime.ofPrompt(serviceNow, askedAt, time);
        if (prompt.isPresent() || !isKnown(region, time)) {
            readings.put(region, new Reading(prompt, time.nanoTime()));
        }
    }

    /**
     * Notes the time of the destination's region in a copy that is about to be stored.
     *
     * @param copy the copy
     * @param time our clocks
     * @param list lists images in that region, which reads its clock; called if that was not done lately, and again if it was slow
     * @return a future that does not fail
     */
    CompletableFuture<@Nullable Void> noteIn(
            OperationHandle copy, TimeSource time, Supplier<? extends CompletableFuture<?>> list) {
        String region = Destination.of(copy).region();
        if (holds(readings.get(region), time)) {
            return CompletableFuture.completedFuture(note(region, copy, time));
        }
        return ask(region, time, list)
                .thenCompose(slow -> slow ? ask(region, time, list) : CompletableFuture.completedFuture(slow))
                .thenApply(done -> note(region, copy, time));
    }

    /**
     * Asks a region for its time. Whoever may copy need not have permission to list: a list that fails is not asked for each
     * copy.
     *
     * @return whether the list was answered, but too slowly to show the time
     */
    private CompletableFuture<Boolean> ask(
            String region, TimeSource time, Supplier<? extends CompletableFuture<?>> list) {
        return list.get().handle((listed, thrown) -> {
            if (thrown != null && !isOurs(thrown)) {
                read(region, Optional.empty(), time.nanoTime(), time);
            }
            return thrown == null && !isKnown(region, time);
        });
    }

    /** A list that this process gave up says nothing of the region. */
    private static boolean isOurs(Throwable thrown) {
        Throwable error = thrown;
        while (error instanceof CompletionException && error.getCause() != null) {
            error = error.getCause();
        }
        return error instanceof CancellationException
                || error instanceof ClientClosedException
                || error instanceof SdkInterruptedException;
    }

    private boolean isKnown(String region, TimeSource time) {
        Reading known = readings.get(region);
        return known != null && holds(known, time) && known.serviceTime().isPresent();
    }

    private static boolean holds(@Nullable Reading reading, TimeSource time) {
        return reading != null && reading.age(time).compareTo(reading.holdsFor()) < 0;
    }

    private @Nullable Void note(String region, OperationHandle copy, TimeSource time) {
        Reading known = readings.get(region);
        if (known != null && known.serviceTime().isPresent()) {
            ServiceTime.isSentAfter(known.serviceTime().get().plus(known.age(time)), copy);
        }
        return null;
    }
}
