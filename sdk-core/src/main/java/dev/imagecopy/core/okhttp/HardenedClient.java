package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * An OkHttp client without policy of its own, with its own dispatcher and threads. Whatever would make OkHttp send a request
 * again is off; {@link SingleSend} holds even where a borrowed interceptor turns it on.
 */
final class HardenedClient implements AutoCloseable, Executor {
    /** OkHttp's default of 5 for each host would queue a copy behind 200 polls for seconds. */
    private static final int MAX_EXCHANGES = 256;

    private static final List<ConnectionSpec> WITHOUT_TLS = List.of(ConnectionSpec.CLEARTEXT);

    /** What OkHttp takes unless told otherwise. */
    private static final List<ConnectionSpec> WITH_TLS = List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

    private static final int MAX_IDLE_CONNECTIONS = 64;
    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);
    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);

    private final WireFormat format = new WireFormat();
    private final OpenExchanges open = new OpenExchanges();
    private final ThreadPoolExecutor threads;
    private final AbortableDns lookups;
    private final OkHttpClient client;
    private volatile @Nullable OkHttpClient secure;
    private final SendQueue queue = new SendQueue(MAX_EXCHANGES);
    private final boolean ownsPool;
    private volatile boolean closed;

    private HardenedClient(OkHttpClient.Builder base, boolean ownsPool, boolean speaksTls) {
        this.threads = daemonThreads();
        this.lookups = new AbortableDns(Dns.SYSTEM, this);
        this.client = harden(ownsPool ? base.dns(lookups) : base);
        this.secure = speaksTls ? client : null;
        this.ownsPool = ownsPool;
    }

    /** Reads the system's trust store when somebody asks for TLS, not before: that takes a tenth of a cold start. */
    static HardenedClient create(Duration connectTimeout, Duration readTimeout) {
        return new HardenedClient(withTimeouts(connectTimeout, readTimeout).connectionSpecs(WITHOUT_TLS), true, false);
    }

    static HardenedClient create(Duration connectTimeout, Duration readTimeout, TlsSettings tls) {
        OkHttpClient.Builder base = withTimeouts(connectTimeout, readTimeout)
                .sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
        if (!tls.hostNameChecked()) {
            base.hostnameVerifier((host, session) -> true); // the trust manager has pinned the certificate itself
        }
        return new HardenedClient(base, true, true);
    }

    private static OkHttpClient.Builder withTimeouts(Duration connectTimeout, Duration readTimeout) {
        requireLimited("connect timeout", connectTimeout);
        requireLimited("read timeout", readTimeout);
        return new OkHttpClient.Builder()
                .proxySelector(new MetadataDirect(ProxySelector.getDefault()))
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .connectionPool(new ConnectionPool(
                        MAX_IDLE_CONNECTIONS, IDLE_CONNECTION_LIFE.toMillis(), TimeUnit.MILLISECONDS));
    }

    static HardenedClient over(OkHttpClient borrowed) {
        return new HardenedClient(borrowed.newBuilder(), false, true);
    }

    /** To OkHttp, zero is no limit at all. */
    private static void requireLimited(String name, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to 24 days: " + timeout);
        }
    }

    private OkHttpClient harden(OkHttpClient.Builder base) {
        Dispatcher dispatcher = new Dispatcher(threads);
        // The queue holds the limit; a finished call counts here for a moment longer than there.
        dispatcher.setMaxRequests(2 * MAX_EXCHANGES);
        dispatcher.setMaxRequestsPerHost(2 * MAX_EXCHANGES);
        base.dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .callTimeout(
                        Duration.ZERO); // the exchange has a deadline of its own, which counts the wait for a thread
        base.interceptors().add(0, new FailureBoundary(open));
        base.addNetworkInterceptor(new SingleSend(open));
        return base.build();
    }

    Call newCall(HttpRequest request) {
        Request wire = format.request(request);
        OkHttpClient speaker = wire.isHttps() ? withTls() : client;
        return (request.freshConnection() ? onFreshConnection(speaker) : speaker).newCall(wire);
    }

    private OkHttpClient withTls() {
        OkHttpClient ready = secure;
        return ready == null ? startTls() : ready;
    }

    private synchronized OkHttpClient startTls() {
        OkHttpClient ready = secure;
        if (ready == null) {
            try {
                ready = client.newBuilder().connectionSpecs(WITH_TLS).build();
            } catch (Exception | AssertionError e) { // checked ones too, though OkHttp declares none
                throw new TransportException(
                        "the system's trust store cannot be read", SendPhase.NOT_SENT, ErrorContext.none(false), e);
            }
            secure = ready;
        }
        return ready;
    }

    /** A pool for each call: an HTTP/2 connection in a shared one could carry two of them. */
    private static OkHttpClient onFreshConnection(OkHttpClient client) {
        ConnectionPool keepsNothing = new ConnectionPool(0, IDLE_CONNECTION_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        return client.newBuilder().connectionPool(keepsNothing).build();
    }

    OpenExchanges open() {
        return open;
    }

    /** Runs short work away from the caller's thread. */
    @Override
    public void execute(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closedMeanwhile) {
            work.run();
        }
    }

    /**
     * Takes a place for an exchange that its caller's thread makes; false when it must wait for one, or when the application's
     * own code runs within it (interceptors, name resolution, listeners), which need not notice an interrupt or a deadline.
     */
    boolean mayRunOnCaller() {
        return ownsPool && queue.tryEnter();
    }

    AbortableDns lookups() {
        return lookups;
    }

    /** Sends an exchange when a place is free for it. */
    void send(SendQueue.Entry exchange) {
        queue.enter(exchange);
    }

    /** To be called when a call has let go of its connection. */
    void callEnded() {
        queue.leave();
        dropIdleConnections();
    }

    private void dropIdleConnections() {
        if (closed && ownsPool) {
            client.connectionPool().evictAll(); // a cancelled HTTP/2 stream leaves its connection idle in the pool
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        dropIdleConnections();
    }

    private static ThreadPoolExecutor daemonThreads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE, // the queue holds the limit
                IDLE_THREAD_LIFE.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "image-copy-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
