package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.http.HttpRequest;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The address of a call that has to be asked for. Until then the request has an address that leads nowhere.
 *
 * @param known completes when the request can be made
 * @param request makes the request
 */
record AwaitedAddress(CompletableFuture<?> known, Supplier<HttpRequest> request) {
    static final URI NOWHERE = URI.create("https://address.invalid");

    static boolean isKnown(CompletableFuture<?> ready) {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }
}
