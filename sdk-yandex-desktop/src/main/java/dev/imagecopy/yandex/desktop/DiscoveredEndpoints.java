package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses in the installation's own list, which is fetched on first use and cached for an hour. An old list is used as
 * long as no new one can be fetched. Safe for use by multiple threads.
 */
final class DiscoveredEndpoints implements Function<String, URI> {
    private static final Duration LIFE = Duration.ofHours(1);

    private record Known(Map<String, URI> addresses, long readAt) {}

    private final YandexDesktopEndpoints wellKnown;
    private final ReentrantLock lock = new ReentrantLock();
    private final CallExecutor calls;
    private final TimeSource time;
    private volatile @Nullable Known known;

    DiscoveredEndpoints(YandexDesktopEndpoints wellKnown, CallExecutor calls, TimeSource time) {
        this.wellKnown = wellKnown;
        this.calls = calls;
        this.time = time;
    }

    @Override
    public URI apply(String route) {
        if (route.equals(YandexIamCalls.FEDERATION)) {
            return wellKnown.apply(route); // the list does not contain it
        }
        String id = YandexDesktopEndpoints.serviceId(route);
        URI address = current().get(id);
        if (address == null) {
            // Not a NotFoundException, which would mean to callers that the image or the operation is missing.
            throw new InvalidRequestException(
                    new ApiError(
                            404,
                            "SERVICE_NOT_OFFERED",
                            "this installation's list of endpoints has no " + id,
                            null,
                            null,
                            null,
                            Map.of()),
                    ErrorContext.none(false));
        }
        return address;
    }

    private Map<String, URI> current() {
        Known present = known;
        if (present != null && isFresh(present)) {
            return present.addresses();
        }
        lock.lock();
        try {
            Known meanwhile = known;
            return meanwhile != null && isFresh(meanwhile) ? meanwhile.addresses() : read(meanwhile);
        } finally {
            lock.unlock();
        }
    }

    private Map<String, URI> read(@Nullable Known old) {
        try {
            Map<String, URI> addresses = calls.execute(YandexDesktopCalls.LIST_ENDPOINTS, "", CallOptions.defaults());
            known = new Known(addresses, now());
            return addresses;
        } catch (SdkException e) {
            if (old != null) {
                return old.addresses();
            }
            throw e;
        }
    }

    private boolean isFresh(Known present) {
        return now() - present.readAt() < LIFE.toNanos();
    }

    private long now() {
        return time.nanoTime();
    }
}
