package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.http.HttpRequest;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The address of a call, when it has to be discovered first. Until then the request has a placeholder.
 *
 * @param known completes when the address is known
 * @param request creates the request
 */
record AwaitedAddress(CompletableFuture<?> known, Supplier<HttpRequest> request) {
    static final URI NOWHERE = URI.create("https://address.invalid");

    static boolean isPlaceholder(URI address) {
        return NOWHERE.getHost().equals(address.getHost());
    }

    static boolean isKnown(CompletableFuture<?> ready) {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }
}
