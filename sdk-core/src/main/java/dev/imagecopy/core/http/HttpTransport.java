package dev.imagecopy.core.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests. One {@code send} is <b>exactly one exchange on the wire</b>: a transport never repeats a request,
 * follows a redirect, answers an authentication challenge, keeps cookies or caches.
 *
 * <ul>
 *   <li>Any HTTP status is an answer, not an error.
 *   <li>Failures are {@code dev.imagecopy.core.error.TransportException}, whose {@link SendPhase} tells whether the
 *       request may have reached the service.
 *   <li>A body that is larger than 4 MiB inflated (256 KiB when the status is not 2xx), or that inflates more than
 *       100-fold, is a {@code dev.imagecopy.core.error.ResponseFormatException}.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads. Ownership: a client closes the transport that it made itself and never
 * one that was handed to its builder.
 */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request and blocks until the whole answer is there.
     *
     * <p>An interrupt ends the call at once with {@code dev.imagecopy.core.error.SdkInterruptedException}, with the
     * thread's interrupt flag set and the exchange aborted.
     *
     * @param request what to send
     * @param timeout the longest the whole exchange may take, from name resolution to the last byte; must be positive
     * @return the answer, whatever its status
     */
    HttpResponse send(HttpRequest request, Duration timeout);

    /**
     * Sends a request without blocking the caller.
     *
     * @param request what to send
     * @param timeout as for {@link #send}
     * @return a future that completes with the answer, or exceptionally as {@link #send} throws; cancelling it aborts
     *     the exchange
     */
    CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout);

    /** Aborts open exchanges and frees connections and threads that this transport made. Closing twice does nothing. */
    @Override
    void close();
}
