package dev.imagecopy.core.okhttp;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;

/**
 * Sends requests with OkHttp. Make one and share it: it pools connections and threads.
 *
 * <ul>
 *   <li><b>One send, at most one arrival.</b> OkHttp's own repeats (lost connections, {@code 408}, {@code 421}, {@code 503}
 *       with {@code Retry-After: 0}), redirects, authentication, cookies and cache are off, whatever a borrowed client says.
 *       A request that would leave a second time is stopped before it does.
 *   <li><b>Fresh connections.</b> A request that asks for a {@linkplain HttpRequest#onFreshConnection() connection of its own}
 *       goes out on one that carries nothing before or after it; in HTTP/1.1, but over a borrowed client in its protocols.
 *   <li><b>Any status is an answer</b>, also {@code 3xx}, {@code 401} and {@code 407}. Header fields are as received.
 *   <li><b>Blocking.</b> {@link #send} blocks until the answer is there; {@link #sendAsync} never does. A blocking exchange
 *       runs on its caller's thread; an asynchronous one, one over a borrowed client and one that has to wait for its turn run
 *       on a daemon thread of this transport. Either way an interrupt or a timeout ends the wait at once, even while a name is
 *       being resolved. Stages that depend on the returned future may run on the transport's thread and must not block.
 *   <li><b>Timeouts.</b> The {@code timeout} of a send bounds all of it, writing the request included, and the wait for a
 *       place unless {@link dev.imagecopy.core.spi.SendOrder#turnOrNull()} keeps that apart. Within it, connecting to one address may take 5 s and the service may be silent for 15 s, unless
 *       {@link HttpRequest#withReadTimeout} says otherwise. Each ends in a {@code TransportException}.
 *   <li><b>Limits.</b> 256 exchanges at once, and 256 that stay open until the service has done its work. Further ones wait: the more {@linkplain dev.imagecopy.core.spi.SendOrder urgent} go first, of
 *       one urgency each account and address in turn. A body may have 4 MiB inflated (256 KiB if the
 *       status is not 2xx), and past 64 KiB no more than 100 times its size on the wire.
 *   <li><b>Broken bodies.</b> A body that breaks off, is shorter than promised or is wrongly chunked is a
 *       {@code TransportException} whose phase is {@code ANSWERED}. One that is complete but too large, corruptly compressed,
 *       compressed in a way that was not asked for, or sent with contradictory lengths is a {@code ResponseFormatException}
 *       with the status. A connection with anything left of such an answer is dropped.
 *   <li><b>TLS.</b> A certificate that is not trusted or does not fit is a {@code TransportException} caused by an
 *       {@code SSLException}, not retryable; a handshake that merely broke off is retryable.
 *   <li><b>Messages</b> never hold a query, header value or body. The {@code TransportException} keeps its cause only if the
 *       cause's messages hold none either.
 * </ul>
 *
 * <p>An interrupted or closed exchange that may have sent its request says so: the cause of its
 * {@code SdkInterruptedException}, {@code ClientClosedException} or {@code CancellationException} is a
 * {@code TransportException} with the phase.
 *
 * <p>Thread safety: safe for use by many threads.
 *
 * <p>Ownership: {@link #close()} frees threads and connections that this transport made. A borrowed client, its pool and its
 * interceptors are never changed and never closed.
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
     * Makes a transport with connections of its own, the system's trust store, proxies and name resolution, a connect
     * timeout of 5 s and a read timeout of 15 s. The link-local addresses of metadata services are asked directly, whatever
     * proxies there are. Opens nothing yet; the trust store is read when the first {@code https} request is sent.
     *
     * @return a new transport, which its maker closes
     */
    public static OkHttpTransport create() {
        return create(CONNECT_TIMEOUT, READ_TIMEOUT);
    }

    /**
     * Makes a transport like {@link #create()} with other timeouts.
     *
     * @param connectTimeout the longest that connecting to one address may take; at least 1 ms
     * @param readTimeout the longest that the service may be silent, also within a TLS handshake; at least 1 ms
     * @return a new transport, which its maker closes
     * @throws IllegalArgumentException if a timeout is shorter than 1 ms or longer than 24 days
     */
    public static OkHttpTransport create(Duration connectTimeout, Duration readTimeout) {
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(readTimeout, "readTimeout");
        return new OkHttpTransport(HardenedClient.create(connectTimeout, readTimeout));
    }

    /** With fewer places, for tests. */
    static OkHttpTransport withPlaces(int places) {
        return new OkHttpTransport(HardenedClient.create(CONNECT_TIMEOUT, READ_TIMEOUT, places));
    }

    /**
     * Makes a transport like {@link #create(Duration, Duration)} with other keys and another trust than the system's. They
     * hold for the transport's whole life: for new ones make a new transport, so that no pooled connection keeps the old.
     *
     * @param connectTimeout as for {@link #create(Duration, Duration)}
     * @param readTimeout as for {@link #create(Duration, Duration)}
     * @param tls the keys and the trust
     * @return a new transport, which its maker closes
     * @throws IllegalArgumentException as for {@link #create(Duration, Duration)}
     */
    public static OkHttpTransport create(Duration connectTimeout, Duration readTimeout, TlsSettings tls) {
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(readTimeout, "readTimeout");
        requireNonNull(tls, "tls");
        return new OkHttpTransport(HardenedClient.create(connectTimeout, readTimeout, tls));
    }

    /**
     * Makes a transport over the application's own OkHttp client: its connection pool, name resolution, proxy and proxy
     * authenticator, TLS, connect, read and write timeouts, interceptors and event listeners are used; its dispatcher, call
     * timeout, retries, redirects, authenticator, cookies and cache are not.
     *
     * <p>An interceptor that sends a request twice fails the exchange with a {@code TransportException} that is not
     * retryable and says so; the second request never leaves.
     *
     * @param client the client to borrow; neither changed nor closed
     * @return a new transport, which its maker closes
     */
    @SuppressWarnings("exports") // the one place where the API names OkHttp: bring your own client
    public static OkHttpTransport using(OkHttpClient client) {
        requireNonNull(client, "client");
        return new OkHttpTransport(HardenedClient.over(client));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.imagecopy.core.error.TransportException if no whole answer came
     * @throws dev.imagecopy.core.error.ResponseFormatException if the answer's body breaks a limit or cannot be inflated
     * @throws SdkInterruptedException if the thread is interrupted; its flag is set
     * @throws dev.imagecopy.core.error.ClientClosedException if this transport is closed before or during the exchange
     * @throws IllegalArgumentException if the timeout is not positive, or the request is not a valid HTTP request or would
     *     be changed on its way (a path with {@code ..}, say); nothing is sent then
     */
    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        requireNonNull(request, "request");
        requireNonNull(timeout, "timeout");
        if (Thread.currentThread().isInterrupted()) {
            throw new SdkInterruptedException("interrupted before sending", ErrorContext.none(false), null);
        }
        return open(request, timeout).run();
    }

    /**
     * {@inheritDoc} After {@link #close()} the future ends in a {@code ClientClosedException}.
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
     * {@inheritDoc} Exchanges that are open end at once with a {@code ClientClosedException}; their dependent stages may run
     * on the closing thread.
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
            exchange.close(); // a close from here on finds it among the open ones
        }
        return exchange;
    }
}
