package dev.imagecopy.core.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests. One {@code send} is <b>exactly one exchange on the wire</b>: a transport never repeats a request, follows a
 * redirect, answers an authentication challenge, keeps cookies or uses a cache.
 *
 * <ul>
 *   <li>Any HTTP status is a response, not an error.
 *   <li>A failure is a {@code dev.imagecopy.core.error.TransportException}, whose {@link SendPhase} says whether the request
 *       may have reached the service.
 *       Secrets of the call are removed from its reason, if they stand there as they are; its cause is passed on to the caller
 *       unchanged, so neither may contain a header or a body of the request.
 *   <li>Whatever else it throws, and null, counts as a lost connection: the request may have been sent.
 *   <li>An exchange that is aborted by an interrupt, or because the transport is closed, says the same by the cause of its
 *       exception, a {@code TransportException}. Without one, the request counts as possibly sent.
 *   <li>A body that is larger than 4 MiB decompressed (256 KiB if the status is not 2xx), or that decompresses to more than 100
 *       times its size, is a {@code dev.imagecopy.core.error.ResponseFormatException}.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads. Ownership: a client closes a transport that it created, and never one
 * that was passed to its builder.
 */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request and blocks until the whole response has arrived.
     *
     * <p>An interrupt aborts the exchange and ends the call at once with a
     * {@code dev.imagecopy.core.error.SdkInterruptedException}; the thread's interrupt flag is set.
     *
     * @param request what to send
     * @param timeout the longest the whole exchange may take, from name resolution to the last byte; must be positive
     * @return the response, whatever its status
     */
    HttpResponse send(HttpRequest request, Duration timeout);

    /**
     * Sends a request without blocking the caller.
     *
     * @param request what to send
     * @param timeout as for {@link #send}
     * @return a future of the response, which fails with what {@link #send} would throw; cancelling it aborts the exchange
     */
    CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout);

    /**
     * Aborts open exchanges and releases the connections and threads that this transport created. Closing it twice has no
     * effect.
     */
    @Override
    void close();
}
