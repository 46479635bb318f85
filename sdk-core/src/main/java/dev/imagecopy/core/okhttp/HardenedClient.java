package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

/**
 * An OkHttp client without policy of its own, with its own dispatcher and threads. Whatever would make OkHttp send a request
 * again is off; {@link OneSendInterceptor} holds even where a borrowed interceptor turns it on.
 */
final class HardenedClient implements AutoCloseable, Executor {
    /** OkHttp's default of 5 for each host would queue a copy behind 200 polls for seconds. */
    private static final int MAX_EXCHANGES = 256;

    private static final List<ConnectionSpec> WITHOUT_TLS = List.of(ConnectionSpec.CLEARTEXT);

    private static final int MAX_IDLE_CONNECTIONS = 64;
    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);
    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);

    private final WireFormat format = new WireFormat();

    /**
     * The exchanges under way, by the request that their call was made with. A clone of a call has the same request object, so
     * it is known as the same send. OkHttp's tags would tell too, but load 65 classes of Kotlin's reflection.
     */
    private final ConcurrentMap<Request, Exchange> open = new ConcurrentHashMap<>();

    private final OneSendInterceptor singleSend;
    private final ThreadPoolExecutor threads;
    private final AbortableDns lookups;
    private final OkHttpClient client;
    private final OkHttpVariants speakers;
    private final SendQueue queue = new SendQueue(MAX_EXCHANGES);
    private final boolean ownsPool;
    private volatile boolean closed;

    private HardenedClient(OkHttpClient.Builder base, boolean ownsPool, boolean speaksTls) {
        this.threads = daemonThreads();
        this.lookups = new AbortableDns(Dns.SYSTEM, this);
        this.ownsPool = ownsPool;
        this.singleSend = new OneSendInterceptor(this, !ownsPool);
        this.client = harden(ownsPool ? base.dns(lookups) : base);
        this.speakers = new OkHttpVariants(client, speaksTls);
    }

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
                .writeTimeout(
                        Duration.ZERO) // a server that takes no more of a request is met by the exchange's deadline
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
        base.dispatcher(new Dispatcher(threads))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .callTimeout(
                        Duration.ZERO); // the exchange has a deadline of its own, which counts the wait for a thread
        base.interceptors().add(0, new ReadTimeoutInterceptor(this, !ownsPool));
        base.addNetworkInterceptor(singleSend);
        return base.build();
    }

    Call newCall(HttpRequest request) {
        Request wire = format.request(request);
        boolean oneAddress = ownsPool && lookups.hasOneAddress(wire.url().host());
        boolean fresh = request.freshConnection();
        OkHttpClient speaker = speakers.of(wire.isHttps(), oneAddress, fresh && ownsPool);
        return (fresh && !ownsPool ? withOwnPool(speaker) : speaker).newCall(wire);
    }

    /** The borrowed client may speak HTTP/2 only, whose connection could carry two exchanges in a pool that they share. */
    private static OkHttpClient withOwnPool(OkHttpClient borrowed) {
        return borrowed.newBuilder()
                .connectionPool(OkHttpVariants.keepsNothing())
                .build();
    }

    OneSendInterceptor singleSend() {
        return singleSend;
    }

    void begins(Call call, Exchange exchange) {
        open.put(call.request(), exchange);
    }

    void ends(Call call) {
        open.remove(call.request());
    }

    /**
     * The exchange that a call belongs to.
     *
     * @throws IOException if it has ended: nothing may be sent for it any more
     */
    Exchange exchange(Call call) throws IOException {
        Exchange exchange = open.get(call.request());
        if (exchange == null) {
            throw new IOException("the exchange ended before its request was sent");
        }
        return exchange;
    }

    /**
     * Runs an exchange on a thread of this client.
     *
     * @throws RejectedExecutionException if this client is closed
     */
    void onOwnThread(Runnable exchange) {
        threads.execute(exchange);
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
        for (Exchange exchange : open.values()) {
            exchange.close();
        }
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
