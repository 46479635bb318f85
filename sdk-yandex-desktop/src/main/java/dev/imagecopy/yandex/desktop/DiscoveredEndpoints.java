package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses in the installation's own list, which is fetched on first use and cached for an hour. An old list is used as
 * long as no new one can be fetched. It is fetched once, however many calls wait for it. Safe for use by multiple threads.
 */
final class DiscoveredEndpoints implements Endpoints {
    private static final Duration LIFE = Duration.ofHours(1);

    private record Known(Map<String, URI> addresses, long readAt) {}

    private final YandexDesktopEndpoints wellKnown;
    private final CallExecutor calls;
    private final TimeSource time;
    private final AtomicReference<@Nullable CompletableFuture<Known>> asked = new AtomicReference<>();
    private volatile @Nullable Known known;

    DiscoveredEndpoints(YandexDesktopEndpoints wellKnown, CallExecutor calls, TimeSource time) {
        this.wellKnown = wellKnown;
        this.calls = calls;
        this.time = time;
    }

    @Override
    public CompletableFuture<?> ready(String route) {
        Known present = known;
        return isWellKnown(route) || (present != null && isFresh(present)) ? READY : ask();
    }

    @Override
    public URI apply(String route) {
        if (isWellKnown(route)) {
            return wellKnown.apply(route);
        }
        Known present = known;
        if (present == null) {
            throw new IllegalStateException("the list of endpoints is not known yet");
        }
        String id = YandexDesktopEndpoints.serviceId(route);
        URI address = present.addresses().get(id);
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

    /** The list contains neither, and a token's audience stays the same. */
    private static boolean isWellKnown(String route) {
        return route.equals(YandexIamCalls.FEDERATION) || route.equals(YandexIamCalls.AUDIENCE);
    }

    private CompletableFuture<Known> ask() {
        CompletableFuture<Known> mine = new CompletableFuture<>();
        CompletableFuture<Known> other = asked.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            Known old = known;
            if (old != null && isFresh(old)) {
                end(mine, old, null); // another question has been answered since the caller looked
                return mine;
            }
            CompletableFuture<?> unused = calls.executeAsync(
                            YandexDesktopCalls.Addresses.LIST, "", CallOptions.defaults())
                    .thenApply(addresses -> new Known(addresses, now()))
                    .whenComplete((read, thrown) -> {
                        Throwable why = thrown == null ? null : CallFlow.causeOf(thrown);
                        end(mine, why instanceof SdkException ? old : read, why);
                    });
        } catch (RuntimeException | Error e) { // from a clock: nobody may wait for this question for ever
            end(mine, null, e);
        }
        return mine;
    }

    private void end(CompletableFuture<Known> question, @Nullable Known answer, @Nullable Throwable why) {
        known = answer == null ? known : answer;
        asked.compareAndSet(question, null);
        if (answer != null) {
            question.complete(answer);
        } else {
            question.completeExceptionally(why == null ? new IllegalStateException("no list of endpoints") : why);
        }
    }

    private boolean isFresh(Known present) {
        return now() - present.readAt() < LIFE.toNanos();
    }

    private long now() {
        return time.nanoTime();
    }
}
