package dev.imagecopy.core.okhttp;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;

/**
 * Sends requests with OkHttp. Create one and share it, since it pools connections and threads.
 *
 * <ul>
 *   <li><b>A request is sent at most once.</b> OkHttp's own retries (lost connections, {@code 408}, {@code 421}, {@code 503}
 *       with {@code Retry-After: 0}), redirects, authentication, cookies and cache are off, whatever the settings of a borrowed
 *       client. A second attempt to send a request is stopped before anything is written.
 *   <li><b>Fresh connections.</b> A request that requires a {@linkplain HttpRequest#onFreshConnection() new connection} is sent
 *       on one that is used for nothing else, with HTTP/1.1 or, on a borrowed client, with that client's protocols.
 *   <li><b>Any status is a response</b>, including {@code 3xx}, {@code 401} and {@code 407}. Headers are returned as received.
 *   <li><b>Blocking.</b> {@link #send} blocks until the response has arrived; {@link #sendAsync} never blocks. A blocking
 *       exchange runs on the caller's thread; asynchronous exchanges, those on a borrowed client and those that have to wait in
 *       the queue run on a daemon thread of this transport. In any case, an interrupt or a timeout ends the wait at once, even
 *       during name resolution. Stages that depend on the returned future may run on the transport's thread and must not block.
 *   <li><b>Timeouts.</b> The {@code timeout} of a send covers the whole exchange, including writing the request, and also the
 *       wait for a slot unless {@link dev.imagecopy.core.spi.SendOrder#turnOrNull()} separates the two. Within it, the connect
 *       timeout of 5 s applies to each address, and the read timeout of 15 s unless {@link HttpRequest#withReadTimeout}
 *       overrides it. All of them end in a {@code TransportException}.
 *   <li><b>Limits.</b> At most 256 exchanges run at once, and another 256 that stay open until the service has done its work.
 *       Further ones wait: {@linkplain dev.imagecopy.core.spi.SendOrder urgent} ones are sent first, and those of the same
 *       urgency in turn for each account and address. A decompressed body may have 4 MiB (256 KiB if the status is not 2xx)
 *       and, above 64 KiB, at most 100 times its size on the wire.
 *   <li><b>Broken bodies.</b> A body that is truncated, shorter than announced or incorrectly chunked is a
 *       {@code TransportException} with the phase {@code ANSWERED}. A body that is complete but too large, corruptly
 *       compressed, compressed with a method that was not requested, or sent with contradictory lengths is a
 *       {@code ResponseFormatException} with the status. If part of such a response has not been read, its connection is
 *       closed.
 *   <li><b>TLS.</b> An untrusted or mismatched certificate is a {@code TransportException} caused by an {@code SSLException}
 *       and is not retryable; a handshake that was merely interrupted is retryable.
 *   <li><b>Messages</b> never contain a query, header value or body. A {@code TransportException} keeps its original cause only
 *       if that is also true of the cause's messages.
 * </ul>
 *
 * <p>The exception of an interrupted or closed exchange says whether the request may have been sent: the cause of its
 * {@code SdkInterruptedException}, {@code ClientClosedException} or {@code CancellationException} is a
 * {@code TransportException} with the phase.
 *
 * <p>Every factory method throws an {@code IllegalStateException} if the OkHttp on the class path is too old; the message names
 * the version found, the version required and the dependency to add.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * <p>Ownership: {@link #close()} releases the threads and connections that this transport created. A borrowed client, its pool
 * and its interceptors are never changed and never closed. OkHttp and Okio have two daemon threads of their own for the whole JVM,
 * {@code OkHttp TaskRunner} and {@code Okio Watchdog}, which no transport can end: they are idle when no transport is in use, and
 * end by themselves after a minute.
 */
public final class OkHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private final HardenedClient client;
    private volatile boolean closed;

    private OkHttpTransport(HardenedClient client) {
        this.client = client;
    }

    /**
     * Creates a transport with its own connections, the system's trust store, proxies and name resolution, a connect timeout of
     * 5 s and a read timeout of 15 s. Each request is sent at once ({@code TCP_NODELAY}), except through a SOCKS proxy. Metadata
     * services at link-local addresses are always called without a proxy. Opens nothing yet; the trust store is read when the
     * first {@code https} request is sent.
     *
     * @return a new transport, to be closed by the caller
     */
    public static OkHttpTransport create() {
        return create(CONNECT_TIMEOUT, READ_TIMEOUT);
    }

    /**
     * Creates a transport like {@link #create()} with other timeouts.
     *
     * @param connectTimeout the connect timeout for each address; at least 1 ms
     * @param readTimeout the longest time without receiving a byte, also during a TLS handshake; at least 1 ms
     * @return a new transport, to be closed by the caller
     * @throws IllegalArgumentException if a timeout is shorter than 1 ms or longer than 24 days
     */
    public static OkHttpTransport create(Duration connectTimeout, Duration readTimeout) {
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(readTimeout, "readTimeout");
        OkHttpVersion.require();
        return new OkHttpTransport(HardenedClient.create(connectTimeout, readTimeout));
    }

    /** With fewer slots, for tests. */
    static OkHttpTransport withPlaces(int places) {
        return withPlaces(places, new TransportThreads(places));
    }

    /** With fewer slots, over a client of the application, for tests. */
    static OkHttpTransport withPlaces(int places, OkHttpClient client) {
        return new OkHttpTransport(HardenedClient.over(client, places));
    }

    /** With fewer slots and threads that may fail to start, for tests. */
    static OkHttpTransport withPlaces(int places, TransportThreads threads) {
        return new OkHttpTransport(HardenedClient.create(CONNECT_TIMEOUT, READ_TIMEOUT, places, threads));
    }

    /**
     * Creates a transport like {@link #create(Duration, Duration)}, with its own keys and trust instead of the system's. They
     * apply for the transport's whole life: create a new transport to change them, so that no pooled connection keeps the old
     * ones.
     *
     * @param connectTimeout as for {@link #create(Duration, Duration)}
     * @param readTimeout as for {@link #create(Duration, Duration)}
     * @param tls the keys and the trust
     * @return a new transport, to be closed by the caller
     * @throws IllegalArgumentException as for {@link #create(Duration, Duration)}
     */
    public static OkHttpTransport create(Duration connectTimeout, Duration readTimeout, TlsSettings tls) {
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(readTimeout, "readTimeout");
        requireNonNull(tls, "tls");
        OkHttpVersion.require();
        return new OkHttpTransport(HardenedClient.create(connectTimeout, readTimeout, tls));
    }

    /**
     * Creates a transport that uses the application's own OkHttp client: its connection pool, name resolution, proxy and proxy
     * authenticator, TLS, connect, read and write timeouts, interceptors and event listeners. Its dispatcher, call timeout,
     * retries, redirects, authenticator, cookies and cache are not used.
     *
     * <p>If an interceptor sends a request twice, the exchange fails with a {@code TransportException} that says so and is not
     * retryable; the second request is never sent.
     *
     * @param client the client to borrow; it is neither changed nor closed
     * @return a new transport, to be closed by the caller
     */
    @SuppressWarnings("exports") // the one place where the API names OkHttp: bring your own client
    public static OkHttpTransport using(OkHttpClient client) {
        requireNonNull(client, "client");
        OkHttpVersion.require();
        return new OkHttpTransport(HardenedClient.over(client));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.imagecopy.core.error.TransportException if there was no complete response
     * @throws dev.imagecopy.core.error.ResponseFormatException if the response's body exceeds a limit or cannot be decompressed
     * @throws SdkInterruptedException if the thread is interrupted; its flag is set
     * @throws dev.imagecopy.core.error.ClientClosedException if this transport is closed before or during the exchange
     * @throws IllegalArgumentException if the timeout is not positive, or if the request is not a valid HTTP request or would
     *     be changed by OkHttp (for example a path with {@code ..}); nothing is sent
     */
    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        requireNonNull(request, "request");
        requireNonNull(timeout, "timeout");
        if (Thread.currentThread().isInterrupted()) {
            throw AbortExceptions.interrupted(SendPhase.NOT_SENT);
        }
        return open(request, timeout).run();
    }

    /**
     * {@inheritDoc} After {@link #close()}, the future fails with a {@code ClientClosedException}.
     *
     * @throws IllegalArgumentException as for {@link #send}
     */
    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        requireNonNull(request, "request");
        requireNonNull(timeout, "timeout");
        Exchange exchange;
        try {
            exchange = open(request, timeout);
        } catch (TransportException e) {
            return CompletableFuture.failedFuture(e);
        }
        exchange.start();
        return exchange.future();
    }

    /**
     * {@inheritDoc} Open exchanges end at once with a {@code ClientClosedException}; stages that depend on them may run on the
     * closing thread.
     */
    @Override
    public void close() {
        closed = true;
        client.close();
    }

    private Exchange open(HttpRequest request, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        Exchange exchange = new Exchange(request, timeout, client);
        if (closed) {
            exchange.close(); // from here on, close() finds it among the open exchanges
        }
        return exchange;
    }
}
